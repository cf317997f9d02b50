-- The floor of a type of field. domain/situation/theme.ts says the same (FLOOR_OF_TYPE).
create or replace function field_floor(type text) returns text
  language sql immutable
  set search_path = pg_catalog, public, pg_temp as $$
  select case when type in ('iban', 'nir') then 'two-person'
              when type in ('identity', 'grade', 'echelon', 'index', 'position', 'quota') then 'act'
              when type in ('text', 'choice', 'date', 'number', 'amount', 'fraction', 'boolean', 'country', 'phone', 'email', 'month')
                then 'self' end
$$;

-- What rows are found by: the values of those columns, in their order.
create or replace function grid_key(columns jsonb, said jsonb) returns jsonb
  language sql immutable
  set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(jsonb_agg(said -> (c ->> 'key') order by n), '[]')
    from jsonb_array_elements(columns) with ordinality as at (c, n) where c -> 'by' = 'true'
$$;

-- A grid says one thing a day: each value of its column's type, no two rows for one day, no hole; and keeps what is relied on.
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

-- The columns that others rely on, whatever they are called.
create or replace function grid_shape(columns jsonb) returns jsonb
  language sql immutable
  set search_path = pg_catalog, public, pg_temp as $$
  select jsonb_object_agg(c ->> 'key', jsonb_build_array(c -> 'type', coalesce(c -> 'by', 'false'), coalesce(c -> 'optional', 'false')))
    from jsonb_array_elements(columns) as c
$$;

-- Whether a value is one of its column's type. domain/situation/check-grid.ts says the same.
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

create or replace function guarantee_rank(guarantee text) returns integer
  language sql immutable
  set search_path = pg_catalog, public, pg_temp as $$
  select array_position(array['self', 'checked', 'act', 'two-person'], guarantee)
$$;

-- What must stand behind a change of a theme: what it says, and the floors of its fields. Null: it cannot be read.
create or replace function theme_floor(definition jsonb) returns text
  language sql immutable
  set search_path = pg_catalog, public, pg_temp as $$
  select case when bool_and(guarantee_rank(asked) is not null) then
           (array['self', 'checked', 'act', 'two-person'])[max(guarantee_rank(asked))] end
    from (select definition ->> 'guarantee' as asked
          union all select field_floor(field ->> 'type') from jsonb_array_elements(definition -> 'fields') as field) asks
$$;

-- Published by two, or by the installation: what the portal is shipped with, once a grid, and nothing of that name was there.
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

-- How long before the end it is said is a length that the calendar knows, of a theme in periods.
create or replace function situation_theme_ends() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.source::jsonb -> 'atEnd' is not null
     and (new.source::jsonb #>> '{inTime,is}' is distinct from 'dated'
          or coalesce(new.source::jsonb #>> '{atEnd,reminder}', '') !~ '^P(\d+[YMWD])+$') then
    raise exception 'theme %: what it says of its end cannot be read', new.name using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger situation_theme_ends before insert on situation_theme
  for each row execute function situation_theme_ends();

-- What has values keeps its way to live in time: what a period, an item, a movement says is none of another's.
create or replace function situation_theme_keeps_time() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select from situation_theme t where t.name = new.name
                and t.definition #>> '{inTime,is}' is distinct from new.source::jsonb #>> '{inTime,is}'
                and exists (select from situation_entry e where e.theme_sha256 = t.sha256)) then
    raise exception 'theme %: values still stand in time as they did', new.name using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger situation_theme_keeps_time before insert on situation_theme
  for each row execute function situation_theme_keeps_time();

-- A theme names grids that are there, and what they give.
create or replace function situation_theme_names_grids() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  lacks text;
begin
  select field ->> 'grid' into lacks
    from jsonb_array_elements(new.source::jsonb -> 'fields') as field
   where field ->> 'source' = 'grid' and not exists (
           select from situation_grid g, jsonb_array_elements(g.grid -> 'columns') as c
            where g.name = field ->> 'grid' and c ->> 'key' = field ->> 'key' and c ->> 'type' = field ->> 'type')
   limit 1;
  if found then
    raise exception 'theme %: the grid « % » is not there, or does not give it', new.name, lacks using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger situation_theme_names_grids before insert on situation_theme
  for each row execute function situation_theme_names_grids();

create or replace function situation_theme_pays_what_was_checked() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.definition -> 'pay' is not null and guarantee_rank(new.floor) < guarantee_rank('checked') then
    raise exception 'theme %: pay follows what nobody checks', new.name using errcode = 'check_violation';
  end if;
  return new;
end $$;
-- By its name after « situation_theme_stands », which reads the definition and its floor.
create or replace trigger situation_theme_stands_paid before insert on situation_theme
  for each row execute function situation_theme_pays_what_was_checked();

-- A definition is what its file says; its floor never goes down, and no field goes, or becomes another, that values still hold.
create or replace function situation_theme_stands() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  held text;
begin
  new.definition := new.source::jsonb;
  new.floor := theme_floor(new.definition);
  new.use := new.definition ->> 'use';
  if not by_owner() then new.published_at := clock_timestamp(); end if;
  if new.sha256 <> encode(sha256(convert_to(new.source, 'UTF8')), 'hex') or new.name is distinct from new.definition ->> 'name'
     or new.floor is null then
    raise exception 'theme %: its definition is not that of its file, or cannot be read', new.name using errcode = 'check_violation';
  end if;
  if exists (select from situation_theme t where t.name = new.name and guarantee_rank(t.floor) > guarantee_rank(new.floor)) then
    raise exception 'theme %: its guarantee goes below what it was', new.name using errcode = 'check_violation';
  end if;
  if exists (select from situation_theme t where t.name <> new.name and t.use = new.use) then
    raise exception 'theme %: another theme is used so (« % »)', new.name, new.use using errcode = 'check_violation';
  end if;
  if exists (select from situation_theme t where t.name = new.name and t.use is distinct from new.use) then
    raise exception 'theme %: what it is used for does not change', new.name using errcode = 'check_violation';
  end if;
  select key into held
    from situation_theme t, jsonb_array_elements(t.definition -> 'fields') as former, lateral (select former ->> 'key' as key) k
   where t.name = new.name
     and not exists (select from jsonb_array_elements(new.definition -> 'fields') as field
                      where field ->> 'key' = key and field ->> 'type' = former ->> 'type'
                        and (coalesce(field -> 'sensitive', 'false') = 'true' or coalesce(former -> 'sensitive', 'false') = 'false'))
     and exists (select from situation_entry e where e.theme = new.name and e.value ? key)
   limit 1;
  if found then
    raise exception 'theme %: values still hold « % » as it was', new.name, held using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger situation_theme_stands before insert on situation_theme
  for each row execute function situation_theme_stands();
