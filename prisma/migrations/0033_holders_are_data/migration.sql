-- Who holds a task is data (docs/decisions/who-holds-a-task.md). The rule stands once, in task_holding_of; rows of
-- task_holding are what it says of the tasks that wait, kept when a task, a right, an absence or a structure changes, and
-- lists read them. Whoever decides is asked of the rule itself.

-- ── The rule ─────────────────────────────────────────────────────────────────

-- Who holds these tasks, and on which days of Paris:
--  · agent, and demandeur of what the agent filed: the agent, always.
--  · any other role: its holders on the agent's structure or any above, but for the agent, and for whoever filed it where
--    something is decided. The lower ranks come first, and leave the others the days when none of them can:
--     superieur, by distance: the nearest structure where one is not absent (whoever heads the structure they work in is
--      skipped, so theirs is the next one up);
--     demandeur of an act started for an agent: who started it, then whoever may start such acts there.
--  · nobody who decided at a step that this one must be distinct from.
create function task_holding_of(keys text[]) returns table (task_key text, person_id uuid, during datemultirange)
  language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
begin
  return query
  with asked as (
    select t.key, t.role, t.request_id, t.distinct_from, r.agent_id, r.filed_by_id, r.structure_id,
           t.role = 'agent' or (t.role = 'demandeur' and r.filed_by_id is null) as of_agent,
           t.role <> 'demandeur' and t.decision not in ('complement', 'correction') as decides,
           case t.role when 'demandeur' then (select v.sheet ->> 'startedBy' from circuit_version v where v.id = r.version_id)
                       else t.role end as needed
      from task t join request r on r.id = t.request_id
     where t.key = any (keys) and t.state in ('created', 'completing')),
  entitled as (
    select a.key, a.role, h.person_id as holder,
           case a.role when 'superieur' then ab.distance when 'demandeur' then (h.person_id <> a.filed_by_id)::int
                       else 0 end as rank,
           range_agg(daterange(h."from", h.until, '[]')) as during
      from asked a
      join structure_above ab on ab.structure_id = a.structure_id
      join habilitation h on h.structure_id = ab.above_id and h.role = a.needed
     where not a.of_agent and h.person_id <> a.agent_id
       and (not (a.decides or a.role = 'superieur') or h.person_id is distinct from a.filed_by_id)
     group by 1, 2, 3, 4),
  present as (
    select e.key, e.holder, e.rank,
           case e.role when 'superieur' then e.during - coalesce(
             (select range_agg(daterange(x."from", x.until, '[]')) from absence x where x.person_id = e.holder), '{}')
                       else e.during end as during
      from entitled e),
  first_come as (
    select p.key, p.holder,
           p.during - coalesce(range_agg(p.during) over
             (partition by p.key order by p.rank groups between unbounded preceding and 1 preceding), '{}') as during
      from present p),
  held as (
    select a.key, a.agent_id as holder, '{(,)}'::datemultirange as during from asked a where a.of_agent
    union all
    select f.key, f.holder, range_agg(f.during) from first_come f group by 1, 2)
  select h.key, h.holder, h.during
    from held h join asked a on a.key = h.key
   where not isempty(h.during)
     and (cardinality(a.distinct_from) = 0 or not exists (
       select from decision d
        where d.request_id = a.request_id and d.element_id = any (a.distinct_from)
          and d.author_id = h.holder and d.voided_at is null));
end $$;

-- Who holds them on a day.
create function task_holders(keys text[], day date) returns table (task_key text, person_id uuid)
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select h.task_key, h.person_id from task_holding_of(keys) h where h.during @> day
$$;

create or replace function decision_is_of_its_holder() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if not exists (
      select from task t join decision_intent i on i.task_key = t.key
       where t.key = new.task_key and t.request_id = new.request_id and t.element_id = new.element_id
         and t.decision = new.kind and i.id = new.id and i.request_id = new.request_id
         and i.author_id = new.author_id and i.outcome = new.outcome) then
    raise exception 'decision: it is not what its task asks and its intent says' using errcode = 'check_violation';
  end if;
  if not exists (
      select from task_holders(array[new.task_key], paris_day(now())) h where h.person_id = new.author_id) then
    raise exception 'decision: its author does not hold task %', new.task_key using errcode = 'check_violation';
  end if;
  return new;
end $$;
drop view task_holder;
drop function task_holder_on(date);

-- ── What it says, kept ───────────────────────────────────────────────────────

-- A row for each run of days on which a person holds a task that waits; 'infinity' where nothing begins or ends it. What a
-- list is sorted and chosen by stands beside.
create table task_holding (
  task_key   text           not null,
  person_id  uuid           not null,
  "from"     date           not null,
  until      date           not null,
  due_at     timestamptz(3) not null,
  created_at timestamptz(3) not null,
  kind       text           not null,
  decision   text           not null,
  agent_name text           not null,
  constraint task_holding_pkey primary key (task_key, person_id, "from")
);
create index task_holding_by_due on task_holding (person_id, due_at, created_at, task_key)
  include (kind, decision, "from", until, agent_name);
create index task_holding_by_creation on task_holding (person_id, created_at, task_key)
  include (kind, decision, "from", until, agent_name);
create index task_holding_by_agent on task_holding (person_id, agent_name, created_at, task_key)
  include (kind, decision, "from", until);
create index task_taken on task (assignee_id) where state = 'created';

-- Whose rows are yet to be kept: the holders of a role (of any, when null) for the structures from one downwards. A worker
-- takes them, once nobody is left who might not have seen the change (workers/holdings). `waits`: there were too many tasks
-- to keep their rows in the transaction of the change, and lists say so.
create table holding_scope (
  id           uuid           not null default gen_random_uuid(),
  role         text,
  structure_id uuid           not null,
  waits        boolean        not null,
  at           timestamptz(3) not null default current_timestamp,
  constraint holding_scope_pkey primary key (id)
);

create function task_agent_name(last_name text, first_name text) returns text language sql immutable
  return search_key(last_name) || ' ' || search_key(first_name);

-- Screens of these people read their tasks again; a payload holds 8,000 bytes.
create function notify_holders(people uuid[]) returns void language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  at int;
begin
  for at in select * from generate_series(1, cardinality(people), 200) loop
    perform pg_notify('harmonie_change', 'tasks:' || array_to_string(people[at:at + 199], ','));
  end loop;
end $$;

-- Keeps the rows of these tasks. Safe to call at any time, by anybody: it writes what the rule says.
create function keep_task_holdings(keys text[]) returns void language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
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
     where coalesce(upper(days) > today, true)),
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

-- ── What changes it ──────────────────────────────────────────────────────────

create function task_changes_holdings() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    perform keep_task_holdings(array_agg(n.key)) from now_so n where n.state = 'created' having count(*) > 0;
    return null;
  end if;
  -- Who took it is said to those who hold it still.
  perform notify_holders(array_agg(distinct h.person_id))
    from now_so n join was_so o using (key) join task_holding h on h.task_key = n.key
   where n.assignee_id is distinct from o.assignee_id;
  perform keep_task_holdings(array_agg(n.key))
    from now_so n join was_so o using (key)
   where (n.state, n.due_at, n.role, n.decision, n.distinct_from, n.request_id)
         is distinct from (o.state, o.due_at, o.role, o.decision, o.distinct_from, o.request_id)
  having count(*) > 0;
  return null;
end $$;
create trigger task_holdings_begin after insert on task referencing new table as now_so
  for each statement execute function task_changes_holdings();
create trigger task_holdings_follow after update on task referencing old table as was_so new table as now_so
  for each statement execute function task_changes_holdings();

-- Whoever decided may not decide again where two people must.
create function decision_changes_holdings() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  perform keep_task_holdings(array_agg(t.key))
    from now_so d join task t on t.request_id = d.request_id
   where t.state = 'created' and d.element_id = any (t.distinct_from)
  having count(*) > 0;
  return null;
end $$;
create trigger decision_changes_holdings_when_written after insert on decision referencing new table as now_so
  for each statement execute function decision_changes_holdings();
create trigger decision_changes_holdings_when_voided after update on decision referencing new table as now_so
  for each statement execute function decision_changes_holdings();

-- The tasks that wait in a scope.
create function tasks_in_scope(of_role text, of_structure uuid, most int) returns text[] language plpgsql stable
  set search_path = pg_catalog, public, pg_temp as $$
begin
  return array(
    select t.key from task t join request r on r.id = t.request_id
      join structure_above a on a.structure_id = r.structure_id and a.above_id = of_structure
     where t.state = 'created' and (of_role is null or t.role in (of_role, 'demandeur'))
     limit most);
end $$;

-- The rows of a few tasks are kept at once, those of many by a worker. Both are looked at again by the worker: a task that
-- somebody is opening at this moment is seen by neither.
create function open_holding_scope(of_role text, of_structure uuid) returns void language plpgsql security definer
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

create function right_changes_holdings() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    perform open_holding_scope(c.role, c.structure_id) from (select distinct role, structure_id from now_so) c;
  elsif tg_op = 'DELETE' then
    perform open_holding_scope(c.role, c.structure_id) from (select distinct role, structure_id from was_so) c;
  else
    perform open_holding_scope(c.role, c.structure_id)
       from (select role, structure_id from was_so union select role, structure_id from now_so) c;
  end if;
  return null;
end $$;
create trigger right_given after insert on habilitation referencing new table as now_so
  for each statement execute function right_changes_holdings();
create trigger right_changed after update on habilitation referencing old table as was_so new table as now_so
  for each statement execute function right_changes_holdings();
create trigger right_removed after delete on habilitation referencing old table as was_so
  for each statement execute function right_changes_holdings();

create function superiors_change_holdings(people uuid[]) returns void language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  perform open_holding_scope('superieur', s.structure_id)
     from (select distinct h.structure_id from habilitation h where h.person_id = any (people) and h.role = 'superieur') s;
end $$;
create function absence_changes_holdings() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op <> 'DELETE' then
    perform superiors_change_holdings(array(select person_id from now_so));
  end if;
  if tg_op <> 'INSERT' then
    perform superiors_change_holdings(array(select person_id from was_so));
  end if;
  return null;
end $$;
create trigger absence_given after insert on absence referencing new table as now_so
  for each statement execute function absence_changes_holdings();
create trigger absence_changed after update on absence referencing old table as was_so new table as now_so
  for each statement execute function absence_changes_holdings();
create trigger absence_removed after delete on absence referencing old table as was_so
  for each statement execute function absence_changes_holdings();

-- A branch moves as a whole at the end of its transaction (structure_above_kept): a worker sees it then.
create function move_changes_holdings() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into holding_scope (structure_id, waits) values (new.id, true);
  perform pg_notify('harmonie_holdings', 'changed');
  return null;
end $$;
create trigger move_changes_holdings after update of parent_id on structure
  for each row when (old.parent_id is distinct from new.parent_id) execute function move_changes_holdings();

create function name_changes_holdings() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  update task_holding h set agent_name = task_agent_name(new.last_name, new.first_name)
    from request r join task t on t.request_id = r.id
   where r.agent_id = new.id and t.state = 'created' and h.task_key = t.key;
  return null;
end $$;
create trigger name_changes_holdings after update of last_name, first_name on person
  for each row execute function name_changes_holdings();

-- Who holds a task is notified by its rows, not to everybody.
create or replace function ring_task() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_notify('harmonie_change', 'request:' || new.request_id);
  return null;
end $$;

-- What waits as this migration runs.
select keep_task_holdings(array(select key from task where state = 'created'));
