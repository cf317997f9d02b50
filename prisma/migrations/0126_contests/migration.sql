-- A request that contests what was decided on another one of its agent's (docs/decisions/contests.md): said at its filing, and
-- never changed.
ALTER TABLE "request" ADD COLUMN "contests_id" UUID;
CREATE INDEX "request_contests_id_idx" ON "request"("contests_id");
ALTER TABLE "request" ADD CONSTRAINT "request_contests_id_fkey" FOREIGN KEY ("contests_id") REFERENCES "request"("id") ON DELETE SET NULL ON UPDATE CASCADE;

create function request_contests_its_own() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if not exists (
    select from request c where c.id = new.contests_id and c.agent_id = new.agent_id
       and (c.outcome in ('granted', 'refused')
            or exists (select from act a where a.request_id = c.id and a.sealed_at is not null))) then
    raise exception 'request %: it contests no decision of its own agent', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger request_contests_its_own before insert on request
  for each row when (new.contests_id is not null) execute function request_contests_its_own();

-- Nobody decides on what is said of their own decision: whoever decided on what a request contests (a visa, a check, a signature)
-- holds none of its steps where something is decided.
create function decided_what_is_contested(of_request uuid, of_decision text, person uuid) returns boolean language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select of_decision in ('opinion', 'visa', 'check', 'signature') and exists (
    select from request r join decision d on d.request_id = r.contests_id
     where r.id = of_request and d.kind in ('visa', 'check', 'signature') and d.author_id = person and d.voided_at is null)
$$;

-- Who holds them on a day, and the rows that say so, as in 0033: but for those.
create or replace function task_holders(keys text[], day date) returns table (task_key text, person_id uuid)
  language sql stable rows 10 set search_path = pg_catalog, public, pg_temp as $$
  select h.task_key, h.person_id
    from task_holding_of(keys) h join task t on t.key = h.task_key join request r on r.id = t.request_id
   where h.during @> day
     and (r.contests_id is null or not decided_what_is_contested(r.id, t.decision, h.person_id))
$$;

create or replace function keep_task_holdings(keys text[]) returns void language plpgsql security definer
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
