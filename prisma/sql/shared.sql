-- Functions that triggers of several aggregates call, and what any statement may ask: who writes, and which day it is in Paris.

-- Tells whether the owner of the tables is writing: migrations, the demonstration's seed, an operator's repair.
-- The application is never the owner, so most triggers let the owner pass and refuse the application.
create or replace function by_owner() returns boolean
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select pg_has_role(current_user, (select relowner from pg_class where oid = 'request'::regclass), 'member')
$$;

-- Computes the day in Paris at an instant. Rights, posts and delegations begin and end on days of Paris.
create or replace function paris_day(instant timestamp with time zone) returns date
  language sql immutable
  return (instant at time zone 'Europe/Paris')::date;

-- Refuses that the end of a post or right moves later or goes away: what goes on is given again, by those whom it takes (G10).
create or replace function end_comes_no_later() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  raise exception '% %: an end is never moved later, what goes on is given anew', tg_table_name, old.id
    using errcode = 'check_violation';
end $$;

-- Refuses to delete what was already in force: people acted under it, so it is ended instead.
-- The owner of the tables, who migrates, may delete it.
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

-- Refuses to change what was recorded: that a decision counts, that a withdrawal was answered, that a proof served, and the like.
-- The `when` of each trigger says which columns; a first value is let through, another date or a return to null is not.
create or replace function said_once() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  raise exception '%: what was said of it stays', tg_table_name using errcode = 'check_violation';
end $$;
