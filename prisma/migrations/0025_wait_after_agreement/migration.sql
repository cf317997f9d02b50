-- The time to stop a change of account runs from the two agreements, never before them (docs/guarantees.md, G2): until then
-- nobody has anything to stop. domain/effect/guarantee.ts says the same.

-- The agreements that stood when the wait was set. A trigger writes them, and nobody else.
alter table request add column stop_decision_ids uuid[];

-- Confirmed decisions for a request, of people who are neither its agent nor whoever started it.
create function agreements_of(request uuid) returns uuid[] language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(array_agg(d.id), '{}')
    from decision d join request r on r.id = d.request_id
   where r.id = $1 and d.confirmed_at is not null and d.voided_at is null
     and (d.kind, d.outcome) in (('visa', 'approved'), ('check', 'confirmed'))
     and d.author_id <> r.agent_id and d.author_id is distinct from r.filed_by_id
$$;

-- Waits that were set before this was kept: what was confirmed by then.
update request r set stop_decision_ids = array(
  select d.id from decision d
   where d.id = any (agreements_of(r.id))
     and d.confirmed_at <= (select min(e.at) from request_event e where e.request_id = r.id and e.kind = 'cooling-off'))
 where r.stop_until is not null;

create function stop_until_needs_agreement() returns trigger language plpgsql as $$
begin
  -- Set already: it stays (stop_until_stays), for the decisions it was set for.
  if tg_op = 'UPDATE' and old.stop_until is not null then
    return new;
  end if;
  new.stop_decision_ids := agreements_of(new.id);
  if not by_owner() and not exists (
      select from decision called join task ct on ct.key = called.task_key
        join decision other on other.request_id = called.request_id and other.author_id <> called.author_id
        join task ot on ot.key = other.task_key
       where called.id = any (new.stop_decision_ids) and called.kind = 'check'
         and other.id = any (new.stop_decision_ids) and 'financier' in (ct.role, ot.role)) then
    raise exception 'request %: no time to stop it runs before two people agreed', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$ set search_path = pg_catalog, public, pg_temp;
create trigger stop_until_needs_agreement before insert or update of stop_until on request for each row
  when (new.stop_until is not null) execute function stop_until_needs_agreement();

create function change_has_waited() returns trigger language plpgsql as $$
begin
  if not exists (select from request r where r.id = new.request_id and new.decision_ids <@ r.stop_decision_ids) then
    raise exception 'situation change: the wait of request % was set before its two people agreed', new.request_id
      using errcode = 'check_violation';
  end if;
  return new;
end $$ set search_path = pg_catalog, public, pg_temp;
create trigger change_has_waited before insert on situation_change
  for each row when (new.guarantee = 'two-person') execute function change_has_waited();
