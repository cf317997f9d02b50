-- Tasks, and who holds them: `task_holding` keeps, for each waiting task, its holders and their days, so that lists read rows.

-- Computes an agent's name as lists of tasks and requests sort and search it.
create or replace function task_agent_name(last_name text, first_name text) returns text
  language sql immutable
  return search_key(last_name) || ' ' || search_key(first_name);

-- Tells whether a person decided on what a request contests: they hold none of its steps where something is decided.
-- A visa, check or signature counts; a kind whose act touches another (`laterAct`) is no contestation.
create or replace function decided_what_is_contested(of_request uuid, of_decision text, person uuid) returns boolean
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select of_decision in ('opinion', 'visa', 'check', 'signature') and exists (
    select from request r join circuit_version v on v.id = r.version_id join decision d on d.request_id = r.contests_id
     where r.id = of_request and v.sheet ->> 'laterAct' is null
       and d.kind in ('visa', 'check', 'signature') and d.author_id = person and d.voided_at is null)
$$;

-- Finds who holds these tasks, and on which days of Paris: the one rule (docs/architecture.md, « who holds a task », G5).
-- Agent: themselves; demandeur: the filer, else who may. On paper, the gestionnaire completes for them, then decides nothing.
-- Supérieur, N+2: the nearest who is not absent, then the next one above. Other roles: their holders on the structure or above.
-- Never the agent, nor the filer where something is decided, nor who decided at a step named in `distinct_from`.
create or replace function task_holding_of(keys text[]) returns TABLE(task_key text, person_id uuid, during datemultirange)
  language plpgsql stable rows 5
  set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return query
  with asked as (
    select t.key, t.role, t.request_id, t.distinct_from, r.agent_id, r.filed_by_id, r.structure_id,
           t.role = 'agent' or (t.role = 'demandeur' and (r.filed_by_id is null or r.on_paper)) as of_agent,
           r.on_paper and t.role in ('agent', 'demandeur') and t.decision in ('complement', 'correction') as in_their_stead,
           t.role <> 'demandeur' and t.decision not in ('complement', 'correction') as decides,
           t.role in ('superieur', 'superieur-n2') as of_superiors,
           case when r.on_paper and t.decision not in ('complement', 'correction') then array(
             select d.author_id from decision d join task s on s.key = d.task_key
              where d.request_id = r.id and s.role in ('agent', 'demandeur') and d.voided_at is null)
                else '{}' end as stood_in,
           case when t.role = 'superieur-n2' then array_remove(array(
             select d.author_id from decision d join task s on s.key = d.task_key
              where d.request_id = r.id and s.role = 'superieur' and d.voided_at is null) || r.filed_by_id, null)
                else '{}' end as decided_below,
           case when r.on_paper and t.role in ('agent', 'demandeur') then 'gestionnaire'
                when t.role = 'demandeur' then (select v.sheet ->> 'startedBy' from circuit_version v where v.id = r.version_id)
                when t.role = 'superieur-n2' then 'superieur'
                else t.role end as needed
      from task t join request r on r.id = t.request_id
     where t.key = any (keys) and t.state in ('created', 'completing')),
  entitled as (
    select a.key, a.role, a.of_superiors, h.person_id as holder, h.person_id = any (a.decided_below) as decided_below,
           case when a.of_superiors then ab.distance
                when a.role in ('agent', 'demandeur') then (h.person_id <> a.filed_by_id)::int
                else 0 end as rank,
           range_agg(daterange(h."from", h.until, '[]')) as during
      from asked a
      join structure_above ab on ab.structure_id = a.structure_id
      join habilitation h on h.structure_id = ab.above_id and h.role = a.needed
     where (not a.of_agent or a.in_their_stead) and h.person_id <> a.agent_id
       and (a.role = 'superieur-n2' or not (a.decides or a.of_superiors) or h.person_id is distinct from a.filed_by_id)
       and h.person_id <> all (a.stood_in)
     group by 1, 2, 3, 4, 5, 6),
  present as (
    select e.key, e.role, e.holder, e.decided_below, e.rank,
           case when e.of_superiors then e.during - coalesce(
             (select range_agg(daterange(x."from", x.until, '[]')) from absence x where x.person_id = e.holder), '{}')
                else e.during end as during
      from entitled e),
  first_come as (
    select p.*,
           p.during - coalesce(range_agg(p.during) over
             (partition by p.key order by p.rank groups between unbounded preceding and 1 preceding), '{}') as days
      from present p),
  left_above as (
    select f.key, f.holder, f.rank,
           f.during - range_agg(f.days) over (partition by f.key, f.holder) as during
      from first_come f
     where f.role = 'superieur-n2' and not f.decided_below),
  second_come as (
    select l.key, l.holder,
           l.during - coalesce(range_agg(l.during) over
             (partition by l.key order by l.rank groups between unbounded preceding and 1 preceding), '{}') as days
      from left_above l),
  held as (
    select a.key, a.agent_id as holder, '{(,)}'::datemultirange as during from asked a where a.of_agent
    union all
    select f.key, f.holder, range_agg(f.days) from first_come f where f.role <> 'superieur-n2' group by 1, 2
    union all
    select s.key, s.holder, range_agg(s.days) from second_come s group by 1, 2)
  select h.key, h.holder, h.during
    from held h join asked a on a.key = h.key
   where not isempty(h.during)
     and (cardinality(a.distinct_from) = 0 or not exists (
       select from decision d
        where d.request_id = a.request_id and d.element_id = any (a.distinct_from)
          and d.author_id = h.holder and d.voided_at is null));
end $$;

-- Finds who holds these tasks on a day, those who decided on what is contested left out. Every check of a task's holder asks it.
create or replace function task_holders(keys text[], day date) returns TABLE(task_key text, person_id uuid)
  language sql stable rows 10
  set search_path = pg_catalog, public, pg_temp as $$
  select h.task_key, h.person_id
    from task_holding_of(keys) h join task t on t.key = h.task_key join request r on r.id = t.request_id
   where h.during @> day
     and (r.contests_id is null or not decided_what_is_contested(r.id, t.decision, h.person_id))
$$;

-- Finds at most `most` waiting tasks that a right on a structure may concern. « Supérieur » concerns N+2 too.
create or replace function tasks_in_scope(of_role text, of_structure uuid, most integer) returns text[]
  language plpgsql stable
  set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_custom_plan as $$
begin
  return array(
    select t.key from task t join request r on r.id = t.request_id
      join structure_above a on a.structure_id = r.structure_id and a.above_id = of_structure
     where t.state = 'created'
       and (of_role is null or t.role in (of_role, 'demandeur') or (t.role = 'agent' and r.on_paper)
            or (of_role = 'superieur' and t.role = 'superieur-n2'))
     limit most);
end $$;

-- Notifies these people's screens that their tasks changed, 200 people a message: a payload holds 8,000 bytes.
create or replace function notify_holders(people uuid[]) returns void
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  at int;
begin
  for at in select * from generate_series(1, cardinality(people), 200) loop
    perform pg_notify('harmonie_change', 'tasks:' || array_to_string(people[at:at + 199], ','));
  end loop;
end $$;

-- Writes again who holds these tasks (`task_holding`), and notifies those for whom something changed.
-- Safe to call at any time, by anybody: it writes what task_holding_of says.
create or replace function keep_task_holdings(keys text[]) returns void
  language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  today date := paris_day(now());
  touched uuid[];
begin
  with held as materialized (
    select t.key, h.person_id, coalesce(lower(days), '-infinity') as "from", coalesce(upper(days) - 1, 'infinity') as until,
           coalesce(t.due_at, 'infinity') as due_at, t.created_at, r.kind, t.decision, task_agent_name(p.last_name, p.first_name) as agent_name
      from task_holding_of(keys) h
      cross join lateral unnest(h.during) as days
      join task t on t.key = h.task_key and t.state = 'created'
      join request r on r.id = t.request_id
      join person p on p.id = r.agent_id
     where coalesce(upper(days) > today, true)
       and (r.contests_id is null or not decided_what_is_contested(r.id, t.decision, h.person_id))),
  gone as (
    delete from task_holding k
     where k.task_key = any (keys)
       and not exists (select from held h where (h.key, h.person_id, h."from") = (k.task_key, k.person_id, k."from"))
    returning k.person_id),
  kept as (
    insert into task_holding as k
      (task_key, person_id, "from", until, due_at, created_at, kind, decision, agent_name)
    select h.key, h.person_id, h."from", h.until, h.due_at, h.created_at, h.kind, h.decision, h.agent_name
      from held h
      left join task_holding so on (so.task_key, so.person_id, so."from") = (h.key, h.person_id, h."from")
     where (so.until, so.due_at, so.agent_name) is distinct from (h.until, h.due_at, h.agent_name)
    on conflict (task_key, person_id, "from") do update
       set until = excluded.until, due_at = excluded.due_at, agent_name = excluded.agent_name
    returning k.person_id)
  select array_agg(distinct o.person_id) into touched
    from (select gone.person_id from gone union all select kept.person_id from kept) o;
  perform notify_holders(touched);
end $$;

-- Has the holders recomputed of the tasks that a right on a structure concerns: at once up to 200 tasks, by a worker above.
-- The worker looks at both again: a task that is being created at this moment is seen by neither.
create or replace function open_holding_scope(of_role text, of_structure uuid) returns void
  language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
declare
  few constant int := 200;
  keys text[] := tasks_in_scope(of_role, of_structure, few + 1);
begin
  if cardinality(keys) between 1 and few then
    perform keep_task_holdings(keys);
  end if;
  insert into holding_scope (role, structure_id, waits) values (of_role, of_structure, cardinality(keys) > few);
  perform pg_notify('harmonie_holdings', 'changed');
end $$;

-- Has the holders recomputed of the tasks of supérieur wherever these people are supérieur.
create or replace function superiors_change_holdings(people uuid[]) returns void
  language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  perform open_holding_scope('superieur', s.structure_id)
     from (select distinct h.structure_id from habilitation h where h.person_id = any (people) and h.role = 'superieur') s;
end $$;

-- Updates who holds tasks that are created or change, and notifies their holders.
-- A task that waits no more is nobody's: its rows are deleted without asking the rule, which costs 2 to 3 ms each time.
create or replace function task_changes_holdings() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
declare
  touched uuid[];
begin
  if tg_op = 'INSERT' then
    perform keep_task_holdings(array_agg(n.key)) from now_so n where n.state = 'created' having count(*) > 0;
    return null;
  end if;
  with gone as (
    delete from task_holding k
     where k.task_key = any (array(select n.key from now_so n where n.state <> 'created'))
    returning k.person_id)
  select array_agg(distinct g.person_id) into touched from gone g;
  perform notify_holders(touched);
  -- Who took it is said to those who hold it still.
  perform notify_holders(array_agg(distinct h.person_id))
    from now_so n join was_so o using (key) join task_holding h on h.task_key = n.key
   where n.assignee_id is distinct from o.assignee_id;
  perform keep_task_holdings(array_agg(n.key))
    from now_so n join was_so o using (key)
   where n.state = 'created' and (n.state, n.due_at, n.role, n.decision, n.distinct_from, n.request_id)
         is distinct from (o.state, o.due_at, o.role, o.decision, o.distinct_from, o.request_id)
  having count(*) > 0;
  return null;
end $$;
create or replace trigger task_holdings_begin after insert on task referencing new table as now_so
  for each statement execute function task_changes_holdings();
create or replace trigger task_holdings_follow after update on task referencing old table as was_so new table as now_so
  for each statement execute function task_changes_holdings();

-- Notifies screens that show the request of a task. Its holders are notified by their rows, not by this.
create or replace function ring_task() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_notify('harmonie_change', 'request:' || new.request_id);
  return null;
end $$;
create or replace trigger task_rings after insert or update on task for each row execute function ring_task();
