-- Reference grids: dated rows of what texts say (domain/situation/grids/grid.ts), published by two analysts (G6).

-- Computes what a row of a grid is found by: the values of its columns marked `by`, in their order.
create or replace function grid_key(columns jsonb, said jsonb) returns jsonb
  language sql immutable
  set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(jsonb_agg(said -> (c ->> 'key') order by n), '[]')
    from jsonb_array_elements(columns) with ordinality as at (c, n) where c -> 'by' = 'true'
$$;

-- Computes what others rely on in the columns of a grid, whatever their labels: key, type, `by`, `optional`.
create or replace function grid_shape(columns jsonb) returns jsonb
  language sql immutable
  set search_path = pg_catalog, public, pg_temp as $$
  select jsonb_object_agg(c ->> 'key', jsonb_build_array(c -> 'type', coalesce(c -> 'by', 'false'), coalesce(c -> 'optional', 'false')))
    from jsonb_array_elements(columns) as c
$$;

-- Tells whether a value is of the type of its column. domain/situation/grids/check-grid.ts says the same.
create or replace function grid_value_is(type text, value jsonb) returns boolean
  language sql immutable
  set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(case
    when type in ('text', 'grade') then jsonb_typeof(value) = 'string' and btrim(value #>> '{}') <> ''
    when type in ('number', 'amount') then jsonb_typeof(value) = 'number'
    when type in ('echelon', 'index', 'quota') then jsonb_typeof(value) = 'number' and value #>> '{}' ~ '^[1-9]\d*$'
    when type = 'date' then jsonb_typeof(value) = 'string' and value #>> '{}' ~ '^\d{4}-\d{2}-\d{2}$'
    when type = 'fraction' then jsonb_typeof(value) = 'string' and value #>> '{}' ~ '^[1-9]\d*/[1-9]\d*$' end, false)
$$;

-- Raises unless a grid says exactly one thing a day: values of their columns' types, no overlap, no hole between two rows.
-- It also keeps every column of the version before, with its type. domain/situation/grids/check-grid.ts says the same.
create or replace function grid_must_be_sound(name text, grid jsonb) returns void
  language plpgsql stable
  set search_path = pg_catalog, public, pg_temp as $$
declare
  former jsonb;
begin
  if name !~ '^[a-z][a-z0-9_]{1,59}$' or grid ->> 'name' is distinct from name
     or jsonb_typeof(grid -> 'columns') is distinct from 'array' or jsonb_typeof(grid -> 'rows') is distinct from 'array' then
    raise exception 'grid %: it is not of this name, or cannot be read', name using errcode = 'check_violation';
  end if;
  if exists (select from jsonb_array_elements(grid -> 'rows') as r, jsonb_array_elements(grid -> 'columns') as c
              where not grid_value_is(c ->> 'type', r #> array['values', c ->> 'key'])
                and (r #> array['values', c ->> 'key'] is not null or c -> 'optional' is distinct from 'true')) then
    raise exception 'grid %: a value is not of the type of its column', name using errcode = 'check_violation';
  end if;
  if exists (
      select from (
        select "from", until, count(*) over w > 1 as follows, lag(until) over w as before_until
          from (select (r ->> 'from')::date as "from", (r ->> 'until')::date as until, grid_key(grid -> 'columns', r -> 'values') as key
                  from jsonb_array_elements(grid -> 'rows') as r) at
        window w as (partition by key order by "from")) ordered
       where "from" is null or until < "from" or (follows and "from" is distinct from before_until + 1)) then
    raise exception 'grid %: a hole, or two rows for one day', name using errcode = 'check_violation';
  end if;
  select g.grid into former from situation_grid g where g.name = $1 order by g.number desc limit 1;
  if former is not null and (
       not grid_shape(grid -> 'columns') @> grid_shape(former -> 'columns')
       or (select count(*) from jsonb_array_elements(grid -> 'columns') as c where c -> 'by' = 'true')
          <> (select count(*) from jsonb_array_elements(former -> 'columns') as c where c -> 'by' = 'true')) then
    raise exception 'grid %: a column that is relied on goes, or becomes another', name using errcode = 'check_violation';
  end if;
end $$;

-- Refuses a version of a grid that two analysts do not stand behind: one proposed it, another approved it (G6).
-- The installation alone publishes without them, and only the first version. The lock puts two publications one after the other.
create or replace function situation_grid_has_two_people() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  last situation_grid%rowtype;
begin
  perform pg_advisory_xact_lock(hashtextextended('situation_grid:' || new.name, 0));
  perform grid_must_be_sound(new.name, new.grid);
  select * into last from situation_grid g where g.name = new.name order by g.number desc limit 1;
  if not by_owner() then new.published_at := clock_timestamp(); end if;
  if new.number <> coalesce(last.number, 0) + 1 then
    raise exception 'grid %: version % does not follow', new.name, new.number using errcode = 'check_violation';
  end if;
  if new.proposal_id is null then
    if last.id is not null then
      raise exception 'grid %: without two people, only the installation publishes, the first version', new.name
        using errcode = 'check_violation';
    end if;
  elsif not exists (
      select from situation_grid_proposal p
       where p.id = new.proposal_id and p.state = 'approved' and p.name = new.name and p.grid = new.grid
         and p.base_id is not distinct from last.id) then
    raise exception 'grid %: no two people stand behind it', new.name using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger situation_grid_has_two_people before insert on situation_grid
  for each row execute function situation_grid_has_two_people();

-- Refuses a proposal of a grid unless an analyst makes it, sound, from the version in force (G6).
create or replace function situation_grid_proposal_begins() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  perform grid_must_be_sound(new.name, new.grid);
  if new.state <> 'open' or not draws_circuits(new.proposed_by, new.proposed_at)
     or new.base_id is distinct from (select g.id from situation_grid g where g.name = new.name order by g.number desc limit 1) then
    raise exception 'grid proposal: an analyst proposes a change of the grid as it stands' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger situation_grid_proposal_begins before insert on situation_grid_proposal
  for each row execute function situation_grid_proposal_begins();

-- Refuses to decide a proposal of a grid twice, or by anyone but an analyst (G6).
create or replace function situation_grid_proposal_goes_on() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if old.state <> 'open' or new.state = 'open' then
    raise exception 'grid proposal %: it was decided already', old.id using errcode = 'check_violation';
  end if;
  if new.state in ('returned', 'approved') and not draws_circuits(new.decided_by, new.decided_at) then
    raise exception 'grid proposal %: an analyst decides', old.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger situation_grid_proposal_goes_on before update on situation_grid_proposal
  for each row execute function situation_grid_proposal_goes_on();
