-- Eliminations: acts whose time is over, proposed by one keeper of the registry, decided by another, then emptied.

-- Finds the requests of these acts that may be eliminated: closed, contested by nothing open, no deposit waiting.
-- All of their sealed acts must be among these.
create or replace function eliminable_requests(acts uuid[]) returns SETOF uuid
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select r.id from request r
   where r.id in (select a.request_id from act a where a.id = any(acts)) and r.closed_at is not null
     and not exists (select from act a where a.request_id = r.id and a.sealed_at is not null and a.id <> all(acts))
     and not exists (select from request c where c.contests_id = r.id and c.closed_at is null)
     and not exists (select from act a join act_deposit d on d.act_id = a.id where a.request_id = r.id and d.state = 'waiting')
$$;

-- Finds how many years the acts of a kind are kept on a day, and then what, by the grid in force of use `retention`.
-- A row for the kind comes before one for all kinds (« * »). domain/archive/retention.ts says the same.
create or replace function retention_of(kind text, day date, OUT years integer, OUT fate text) returns record
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select (line -> 'values' ->> 'years')::int, line -> 'values' ->> 'fate'
    from (select g.grid from situation_grid g where g.grid ->> 'use' = 'retention'
           order by g.published_at desc, g.number desc limit 1) grid,
         jsonb_array_elements(grid.grid -> 'rows') line
   where line -> 'values' ->> 'kind' in (retention_of.kind, '*')
     and retention_of.day between (line ->> 'from')::date and coalesce((line ->> 'until')::date, 'infinity')
   order by line -> 'values' ->> 'kind' = '*' limit 1
$$;

-- Tells whether the content of a request is being eliminated: the triggers that guard it let that pass, and nothing else.
-- Only eliminate_request, which runs as owner, is ever in that case.
create or replace function is_eliminated(request uuid) returns boolean
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select by_owner() and exists (select from eliminated_act e where e.request_id = request and e.state = 'eliminated')
$$;

-- Erases what the approved acts of a request say, and all that is said of the request; returns how many acts.
-- Judged again by the grid of today. Numbers, hashes, dates and decisions stay. The application has no other way to erase them.
create or replace function eliminate_request(of_elimination uuid, of_request uuid, done_at timestamp with time zone) returns integer
  language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
declare
  acts uuid[];
begin
  select array_agg(e.act_id) into acts from eliminated_act e join elimination n on n.id = e.elimination_id
   where e.elimination_id = of_elimination and e.request_id = of_request and e.state = 'approved' and n.state = 'approved';
  if acts is null then return 0; end if;
  perform from request r where r.id = of_request for update;
  if of_request not in (select eliminable_requests(acts)) then
    raise exception 'request %: something of it is still needed', of_request using errcode = 'check_violation';
  end if;
  if exists (select from eliminated_act e, retention_of(e.kind, paris_day(now())) said
              where e.elimination_id = of_elimination and e.request_id = of_request
                and (said.fate is distinct from 'éliminer' or said.years is null
                     or (e.signed_on + make_interval(years => said.years))::date >= paris_day(now()))) then
    raise exception 'request %: it is to be kept, by the rule of today', of_request using errcode = 'check_violation';
  end if;
  update eliminated_act set state = 'eliminated', eliminated_at = done_at
   where elimination_id = of_elimination and request_id = of_request;
  delete from act_preview p using act a where a.id = p.act_id and a.request_id = of_request;
  update act set content = '{}', effects = null,
                 evidence = jsonb_build_object('version', evidence -> 'version', 'act', evidence -> 'act')
   where request_id = of_request and sealed_at is not null;
  update act set content = '{}' where request_id = of_request and sealed_at is null;
  update dossier_piece set withdrawn_at = done_at where act_id = any(acts) and withdrawn_at is null;
  update piece set file_name = '' where request_id = of_request;
  update request_amendment set "values" = '{}' where request_id = of_request;
  update decision_intent set reason = null, reason_law = null, reason_fact = null, answers = null where request_id = of_request;
  update decision_reply set params = null, faults = null
   where decision_id in (select i.id from decision_intent i where i.request_id = of_request);
  update decision_batch_item set reason = null, reason_law = null, reason_fact = null, params = null, faults = null
   where task_key in (select t.key from task t where t.request_id = of_request);
  update request_event set detail = '{}' where request_id = of_request;
  update draft set data = '{}' where id = (select r.draft_id from request r where r.id = of_request);
  update request set data = '{}' where id = of_request;
  return cardinality(acts);
end $$;

-- Refuses to change what an elimination says of an act; it follows its elimination, or is kept after all by a keeper.
-- Only eliminate_request makes it « eliminated ».
create or replace function eliminated_act_follows() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  of elimination%rowtype;
begin
  select * into of from elimination e where e.id = coalesce(new.elimination_id, old.elimination_id);
  if tg_op = 'INSERT' and new.state = 'proposed' and of.state = 'proposed' and of.xmin = pg_current_xact_id()::xid
     and exists (select from act a where a.id = new.act_id and a.request_id = new.request_id and a.sealed_sha256 = new.sha256) then
    return new;
  end if;
  if tg_op = 'UPDATE'
     and (new.elimination_id, new.act_id, new.request_id, new.number, new.sha256, new.kind, new.signed_on, new.kept_until, new.years)
           is not distinct from
         (old.elimination_id, old.act_id, old.request_id, old.number, old.sha256, old.kind, old.signed_on, old.kept_until, old.years)
     and (old.state = 'proposed' and new.state = of.state
          or old.state = 'approved' and new.state = 'kept'
             and keeps_registry_of(new.kept_by_id, new.act_id, paris_day(now()))
          or old.state = 'approved' and new.state = 'eliminated' and of.state = 'approved' and by_owner()) then
    return new;
  end if;
  raise exception 'eliminated act: what is said of it stays' using errcode = 'check_violation';
end $$;
create or replace trigger eliminated_act_follows before insert or update or delete on eliminated_act
  for each row execute function eliminated_act_follows();

-- Refuses to propose or approve an act that is not due by the grid of today, or by somebody who does not keep its registry.
-- An act kept until a day is kept on that day too: it may be eliminated from the day after.
create or replace function eliminated_act_is_due() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  of elimination%rowtype;
  said record;
  today date := paris_day(now());
begin
  select * into of from elimination e where e.id = new.elimination_id;
  if not keeps_registry_of(case when new.state = 'proposed' then of.proposed_by_id else of.decided_by_id end, new.act_id, today) then
    raise exception 'elimination: of act %, that person does not keep the registry', new.act_id using errcode = 'check_violation';
  end if;
  select * into said from retention_of(new.kind, today);
  if said.fate is distinct from 'éliminer' or said.years is distinct from new.years
     or new.kept_until >= today or new.kept_until <> (new.signed_on + make_interval(years => new.years))::date
     or not exists (select from act a join registered_act n on n.act_id = a.id and n.sealed_at is not null
                     where a.id = new.act_id and n.number = new.number and n.kind = new.kind
                       and paris_day(a.signed_at) = new.signed_on) then
    raise exception 'elimination: act % is not due', new.act_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger eliminated_act_is_due before insert or update of state on eliminated_act
  for each row when (new.state in ('proposed', 'approved')) execute function eliminated_act_is_due();

-- Refuses to decide an elimination twice, to change or to delete it. The check `elimination_by_two` asks for two people.
create or replace function elimination_goes_forward() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' and new.state = 'proposed' then return new; end if;
  if tg_op = 'UPDATE' and old.state = 'proposed' and new.state in ('approved', 'refused', 'withdrawn')
     and (new.id, new.proposed_by_id, new.proposed_at, new.reason, new.grid_number)
           is not distinct from (old.id, old.proposed_by_id, old.proposed_at, old.reason, old.grid_number) then
    return new;
  end if;
  raise exception 'elimination: it is proposed, then decided once, and stays' using errcode = 'check_violation';
end $$;
create or replace trigger elimination_goes_forward before insert or update or delete on elimination
  for each row execute function elimination_goes_forward();
