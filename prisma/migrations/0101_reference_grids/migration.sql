-- Reference grids: dated tables of data that themes, rules and acts read at the day of effect
-- (docs/decisions/reference-grids.md). Like circuits, two people publish them.

-- What is proposed of a grid, and what became of it.
create table situation_grid_proposal (
    id uuid not null,
    name text not null,
    -- The version that it changes; null: the grid is new.
    base_id uuid,
    grid jsonb not null,
    reason text not null,
    proposed_by uuid not null,
    proposed_at timestamptz(3) not null,
    state text not null default 'open',
    decided_by uuid,
    decided_at timestamptz(3),
    remark text,

    constraint situation_grid_proposal_pkey primary key (id),
    constraint situation_grid_proposal_state check (state in ('open', 'returned', 'taken-back', 'approved')),
    constraint situation_grid_proposal_is_decided
      check (case when state = 'open' then num_nonnulls(decided_by, decided_at, remark) = 0
                  else decided_by is not null and decided_at is not null end
             and (state = 'returned') = (coalesce(trim(remark), '') <> '')),
    constraint situation_grid_proposal_reason check (trim(reason) <> ''),
    -- Two people; whoever made it takes it back.
    constraint situation_grid_proposal_two_people
      check ((state not in ('returned', 'approved') or decided_by <> proposed_by) and (state <> 'taken-back' or decided_by = proposed_by))
);
-- One at a time: the second to propose sees the first.
create unique index situation_grid_proposal_one_open on situation_grid_proposal (name) where state = 'open';
create index situation_grid_proposal_name_proposed_at_idx on situation_grid_proposal (name, proposed_at);

-- Each version of a grid. The last one is read, whatever the day of effect: its rows say from when until when.
create table situation_grid (
    id uuid not null,
    name text not null,
    number integer not null,
    -- domain/situation/grid.ts: Grid.
    grid jsonb not null,
    -- What two people approved; null: what the installation brought, once a grid.
    proposal_id uuid,
    published_at timestamptz not null default clock_timestamp(),

    constraint situation_grid_pkey primary key (id),
    constraint situation_grid_proposal_id_fkey foreign key (proposal_id) references situation_grid_proposal (id)
      on delete restrict on update cascade
);
create unique index situation_grid_name_number_key on situation_grid (name, number);
create unique index situation_grid_proposal_id_key on situation_grid (proposal_id);

-- Whether a value is one of its column's type. domain/situation/check-grid.ts says the same.
create function grid_value_is(type text, value jsonb) returns boolean language sql immutable
  set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(case
    when type in ('text', 'grade') then jsonb_typeof(value) = 'string' and btrim(value #>> '{}') <> ''
    when type in ('number', 'amount') then jsonb_typeof(value) = 'number'
    when type in ('echelon', 'index', 'quota') then jsonb_typeof(value) = 'number' and value #>> '{}' ~ '^[1-9]\d*$'
    when type = 'date' then jsonb_typeof(value) = 'string' and value #>> '{}' ~ '^\d{4}-\d{2}-\d{2}$'
    when type = 'fraction' then jsonb_typeof(value) = 'string' and value #>> '{}' ~ '^[1-9]\d*/[1-9]\d*$' end, false)
$$;

-- What rows are found by: the values of those columns, in their order.
create function grid_key(columns jsonb, said jsonb) returns jsonb language sql immutable
  set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(jsonb_agg(said -> (c ->> 'key') order by n), '[]')
    from jsonb_array_elements(columns) with ordinality as at (c, n) where c -> 'by' = 'true'
$$;

-- The columns that others rely on, whatever they are called.
create function grid_shape(columns jsonb) returns jsonb language sql immutable
  set search_path = pg_catalog, public, pg_temp as $$
  select jsonb_object_agg(c ->> 'key', jsonb_build_array(c -> 'type', coalesce(c -> 'by', 'false'), coalesce(c -> 'optional', 'false')))
    from jsonb_array_elements(columns) as c
$$;

-- A grid says one thing a day: each value of its column's type, no two rows for one day, no hole; and keeps what is relied on.
create function grid_must_be_sound(name text, grid jsonb) returns void language plpgsql stable
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

create function situation_grid_proposal_begins() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  perform grid_must_be_sound(new.name, new.grid);
  if new.state <> 'open' or not draws_circuits(new.proposed_by, new.proposed_at)
     or new.base_id is distinct from (select g.id from situation_grid g where g.name = new.name order by g.number desc limit 1) then
    raise exception 'grid proposal: an analyst proposes a change of the grid as it stands' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger situation_grid_proposal_begins before insert on situation_grid_proposal
  for each row execute function situation_grid_proposal_begins();

create function situation_grid_proposal_goes_on() returns trigger language plpgsql
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
create trigger situation_grid_proposal_goes_on before update on situation_grid_proposal
  for each row execute function situation_grid_proposal_goes_on();

-- Published by two, or by the installation: what the portal is shipped with, once a grid, and nothing of that name was there.
create function situation_grid_has_two_people() returns trigger language plpgsql
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
create trigger situation_grid_has_two_people before insert on situation_grid
  for each row execute function situation_grid_has_two_people();

-- A theme names grids that are there, and what they give.
create function situation_theme_names_grids() returns trigger language plpgsql
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
create trigger situation_theme_names_grids before insert on situation_theme
  for each row execute function situation_theme_names_grids();

-- What a grid gives is what it says on the day of effect, of the values beside it. Of what an act says, a version that stood when
-- its page was drawn will do: what was signed is applied.
create function situation_entry_is_by_its_grids() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  field jsonb;
begin
  for field in
    select f from situation_theme t, jsonb_array_elements(t.definition -> 'fields') as f
     where t.sha256 = new.theme_sha256 and f ->> 'source' = 'grid' loop
    if not exists (
        select from situation_grid g, jsonb_array_elements(g.grid -> 'rows') as r
         where g.name = field ->> 'grid'
           and (new.act_id is not null or g.number = (select max(l.number) from situation_grid l where l.name = g.name))
           and new."from" between (r ->> 'from')::date and coalesce((r ->> 'until')::date, 'infinity')
           and grid_key(g.grid -> 'columns', r -> 'values') = grid_key(g.grid -> 'columns', new.value)
           and r #> array['values', field ->> 'key'] = new.value -> (field ->> 'key')) then
      raise exception 'situation: « % » is not what the grid « % » says on that day', field ->> 'key', field ->> 'grid'
        using errcode = 'check_violation';
    end if;
  end loop;
  return new;
end $$;
create trigger situation_entry_is_by_its_grids before insert on situation_entry
  for each row when (new.origin = 'request') execute function situation_entry_is_by_its_grids();
