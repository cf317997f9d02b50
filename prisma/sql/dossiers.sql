-- Dossiers (personal files): pieces and their numbers, receipts, and traces of who consulted a file.

-- Deletes traces of consultation older than three years, at most `most` of them; returns how many.
create or replace function purge_consultations(most integer) returns integer
  language sql security definer
  set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_custom_plan as $$
  with gone as (
    delete from consultation where id in (
      select id from consultation where at < now() - interval '3 years' order by at limit most)
    returning 1)
  select count(*)::integer from gone
$$;

-- Refuses that the counter of a dossier goes back or jumps: the numbers of its pieces follow one another.
create or replace function dossier_counter_follows() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  raise exception 'dossier %: the number after % is %', old.id, old.counter, old.counter + 1 using errcode = 'check_violation';
end $$;
create or replace trigger dossier_counter_follows before update of counter on dossier for each row
  when (new.counter <> old.counter + 1) execute function dossier_counter_follows();

-- Refuses a receipt unless the request of this dossier's agent was decided and no act of it is sealed.
create or replace function receipt_holds() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if not exists (
    select from request r join dossier d on d.id = new.dossier_id and d.person_id = r.agent_id
     where r.id = new.receipt_of and r.closed_at is not null
       and (r.outcome = 'granted' or (r.outcome = 'refused' and (r.filed_by_id is null or r.on_paper)))
       and not exists (select from act a where a.request_id = r.id and a.sealed_at is not null)) then
    raise exception 'receipt of request %: not decided, or by an act', new.receipt_of using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger receipt_holds before insert on dossier_piece
  for each row when (new.receipt_of is not null) execute function receipt_holds();
