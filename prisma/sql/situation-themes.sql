-- Themes of the situation: the definitions that circuits and files are published with, and the guarantee each asks for.

-- Ranks guarantees, the weakest first (GUARANTEES of domain/situation/guarantee.ts); null for an unknown one.
create or replace function guarantee_rank(guarantee text) returns integer
  language sql immutable
  set search_path = pg_catalog, public, pg_temp as $$
  select array_position(array['self', 'checked', 'act', 'two-person'], guarantee)
$$;

-- Gives the guarantee that no theme goes below for a type of field (G2).
-- domain/situation/themes/theme.ts says the same (FLOOR_OF_TYPE).
create or replace function field_floor(type text) returns text
  language sql immutable
  set search_path = pg_catalog, public, pg_temp as $$
  select case when type in ('iban', 'nir') then 'two-person'
              when type in ('identity', 'grade', 'echelon', 'index', 'position', 'quota') then 'act'
              when type in ('text', 'choice', 'date', 'number', 'amount', 'fraction', 'boolean', 'country', 'phone', 'email', 'month')
                then 'self' end
$$;

-- Computes what must stand behind a change of a theme: the strongest of what it asks and of the floors of its fields (G2).
-- Null if the definition cannot be read.
create or replace function theme_floor(definition jsonb) returns text
  language sql immutable
  set search_path = pg_catalog, public, pg_temp as $$
  select case when bool_and(guarantee_rank(asked) is not null) then
           (array['self', 'checked', 'act', 'two-person'])[max(guarantee_rank(asked))] end
    from (select definition ->> 'guarantee' as asked
          union all select field_floor(field ->> 'type') from jsonb_array_elements(definition -> 'fields') as field) asks
$$;

-- Lists the definition in force of each theme: its newest published version.
-- For a theme that has none yet, the last that a circuit was published with.
create or replace function themes_in_force() returns SETOF situation_theme
  language sql stable rows 30
  set search_path = pg_catalog, public, pg_temp as $$
  select distinct on (t.name) t.*
    from situation_theme t
    left join (part_file f join part_version v on v.id = f.version_id and v."of" = 'theme') on f.sha256 = t.sha256
   order by t.name, v.number desc nulls last, t.published_at desc, t.sha256
$$;

-- Refuses a theme whose reminder before its end is not a duration, or that has one without being made of periods.
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

-- Refuses that a theme with values changes how it lives in time (`inTime.is`): a period is no item, nor a movement.
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

-- Refuses a theme that names a grid, or a column of one, that is not there or is of another type.
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

-- Fills a theme's definition, floor and use from its file, and refuses what values that exist could not follow (G2).
-- The floor never goes below what it was. No field that values hold goes, changes type or stops being sensitive.
-- One theme per use.
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

-- Refuses a theme that pay follows and that nobody checks (guarantee `self`, G2).
create or replace function situation_theme_pays_what_was_checked() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.definition -> 'pay' is not null and guarantee_rank(new.floor) < guarantee_rank('checked') then
    raise exception 'theme %: pay follows what nobody checks', new.name using errcode = 'check_violation';
  end if;
  return new;
end $$;
-- Its name comes after « situation_theme_stands », which fills the definition and floor that it reads: triggers fire by name.
create or replace trigger situation_theme_stands_paid before insert on situation_theme
  for each row execute function situation_theme_pays_what_was_checked();
