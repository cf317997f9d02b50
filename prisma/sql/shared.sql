-- Whoever owns the tables: migrations, the seed of a demonstration, an operator's repair. The application is never it.
create or replace function by_owner() returns boolean
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select pg_has_role(current_user, (select relowner from pg_class where oid = 'request'::regclass), 'member')
$$;

-- How much a movement moves; null: it is of no balance, or says no amount. domain/situation/read-asked.ts says the same (`movedBy`).
create or replace function moved_by(value jsonb, definition jsonb) returns numeric
  language sql immutable
  set search_path = pg_catalog, public, pg_temp as $$
  select case when definition #>> '{inTime,is}' = 'balance' and jsonb_typeof(value -> (definition #>> '{inTime,amount}')) = 'number' then
           (value ->> (definition #>> '{inTime,amount}'))::numeric
           * case when definition #> '{inTime,out}' @> (value -> (definition #>> '{inTime,by}')) then -1 else 1 end end
$$;

create or replace function paris_day(instant timestamp with time zone) returns date
  language sql immutable
  return (instant at time zone 'Europe/Paris')::date;

create or replace function end_comes_no_later() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  raise exception '% %: an end is never moved later, what goes on is given anew', tg_table_name, old.id
    using errcode = 'check_violation';
end $$;

-- What was in force once is ended, never removed: people acted under it. (The owner, who migrates, may.)
create or replace function keep_what_began() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if old."from" <= paris_day(now())
     and current_user <> (select pg_get_userbyid(relowner) from pg_class where oid = tg_relid) then
    raise exception '% %: it began, it can be ended but not removed', tg_table_name, old.id;
  end if;
  return old;
end $$;

-- That a decision counts, that a withdrawal was answered, that a bordereau was recalled, that a proof served: said once. Whoever writes
-- to the database as the portal neither takes it back nor dates it anew.
create or replace function said_once() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  raise exception '%: what was said of it stays', tg_table_name using errcode = 'check_violation';
end $$;
