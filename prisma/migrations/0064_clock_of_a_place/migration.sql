-- A delay is counted in days of the place where the request was filed: a day begins in Nouméa ten hours before it does in
-- Paris, and ends in Papeete eleven hours after. Everything else is dated in Paris (domain/calendar/place-clock.ts, with these clocks).
alter table structure add column time_zone text not null default 'Europe/Paris';
alter table structure add constraint structure_has_a_clock check (time_zone in (
  'Europe/Paris', 'Indian/Mayotte', 'Indian/Reunion', 'Indian/Kerguelen', 'Pacific/Noumea', 'Pacific/Wallis',
  'Pacific/Tahiti', 'Pacific/Marquesas', 'Pacific/Gambier', 'America/Martinique', 'America/Guadeloupe',
  'America/Cayenne', 'America/Miquelon'));

-- What the law gives a kind to be answered (migration 0031), counted there too.
create or replace function silence_at_is_of_the_law() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  clock text := (select s.time_zone from structure s where s.id = new.structure_id);
begin
  if by_owner() or (new.silence_at at time zone clock)::date
       >= ((new.filed_at at time zone clock)::date + silence_delay(new.kind))::date then
    return new;
  end if;
  raise exception 'request %: its silence speaks no earlier than the law says', new.id using errcode = 'check_violation';
end $$;
