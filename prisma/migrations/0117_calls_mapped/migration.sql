-- A call that bears another id in the version in force is mapped as a step is: what stands in its block is called by the new one
-- (docs/decisions/requests-migrate.md). Places of a mapping are those of the former version, `domain/circuit/interventions/migration.ts`.

-- A place that is given twice, led out of its diagram, or led to what is led elsewhere, says nothing.
create function mapping_is_plain(mapping jsonb) returns boolean language sql immutable
  set search_path = pg_catalog, public, pg_temp as $$
  select count(distinct value) = count(*)
         and coalesce(bool_and(regexp_replace(key, '[^/]*$', '') = regexp_replace(value, '[^/]*$', '')
                               and (key = value or not mapping ? value)), true)
    from jsonb_each_text(mapping) $$;
-- Those that were asked before this are as they were asked.
alter table migration_batch add constraint migration_batch_mapping_plain check (mapping_is_plain(mapping)) not valid;

-- The place of the new version that a place of the former one is: « instruction/visa » → « examen/visa-rh ».
create function place_there(mapping jsonb, place text) returns text language plpgsql immutable
  set search_path = pg_catalog, public, pg_temp as $$
declare
  former text := '';
  there text := '';
  id text;
begin
  foreach id in array string_to_array(place, '/') loop
    former := former || id;
    there := there || regexp_replace(coalesce(mapping ->> former, former), '^.*/', '') || '/';
    former := former || '/';
  end loop;
  return rtrim(there, '/');
end $$;

-- The place of the former version that is meant, whichever of both versions names it, or each call on the way to it.
create function place_before(mapping jsonb, place text) returns text language plpgsql immutable
  set search_path = pg_catalog, public, pg_temp as $$
declare
  former text := '';
  id text;
begin
  foreach id in array string_to_array(place, '/') loop
    former := coalesce((select m.key from jsonb_each_text(mapping) m where m.value = former || id), former || id) || '/';
  end loop;
  return rtrim(former, '/');
end $$;

-- What the version that a request follows calls a place of one before it.
create function place_now(request uuid, place text) returns text language plpgsql stable
  set search_path = pg_catalog, public, pg_temp as $$
declare
  mapping jsonb;
begin
  for mapping in
    select b.mapping from request_migration m join migration_batch b on b.id = m.batch_id
     where m.request_id = request and m.state = 'moved' and b.mapping <> '{}' order by m.ended_at, m.id
  loop
    place := place_there(mapping, place);
  end loop;
  return place;
end $$;

-- The places of an instance's tasks are those of the version that it follows; of whoever decided elsewhere, a task excludes those who
-- decided there under the former name or decide there under the new one. What leads to a called instance is called as the version
-- does that its request follows. No grant lets the application write any of it.
create or replace function migrated_instance_moves_request() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
declare
  migration request_migration;
  mapping jsonb;
  is_dry boolean;
begin
  select * into strict migration from request_migration where id = new.migration_id for update;
  select coalesce(b.mapping, '{}'), b.dry into mapping, is_dry from migration_batch b where b.id = migration.batch_id;
  mapping := coalesce(mapping, '{}');
  if is_dry and migration.state = 'asked' and new.state in ('waiting', 'refused', 'ended') then return new; end if;
  if migration.state not in ('moving', 'returning') then
    raise exception 'migration %: not under way', migration.id using errcode = 'check_violation';
  end if;
  if tg_op = 'INSERT' or new.state = old.state or new.state not in ('moved', 'returned') then return new; end if;
  if (new.state = 'moved') <> (migration.state = 'moving') then
    raise exception 'migration %: it goes the other way', migration.id using errcode = 'check_violation';
  end if;
  if mapping <> '{}' then
    update task t
       set element_id = case new.state when 'moved' then place_there(mapping, place_before(mapping, t.element_id))
                                       else place_before(mapping, t.element_id) end,
           distinct_from = array(select distinct d.name from unnest(t.distinct_from) p(place)
                                   cross join lateral (values (p.place), (place_there(mapping, p.place))) d(name) order by 1)
     where t.instance_key = new.instance_key and t.request_id = migration.request_id and t.state in ('created', 'completing');
  end if;
  if not exists (select from request where id = migration.request_id and instance_key = new.instance_key) then
    return new;
  end if;
  if new.state = 'moved' and exists (
    select from migrated_instance i where i.migration_id = migration.id and i.state = 'waiting'
                                      and i.instance_key <> new.instance_key) then
    raise exception 'migration %: what the request called moves first', migration.id using errcode = 'check_violation';
  end if;
  if new.state = 'moved' and exists (
    select from circuit_version v where v.id = migration.to_version_id and v.withdrawn_at is not null) then
    raise exception 'migration %: its version was withdrawn', migration.id using errcode = 'check_violation';
  end if;
  update request
     set version_id = case new.state when 'moved' then migration.to_version_id else migration.from_version_id end
   where id = migration.request_id;
  if mapping <> '{}' then
    update called_instance c
       set path = case new.state when 'moved' then place_there(mapping, place_before(mapping, c.path))
                                 else place_before(mapping, c.path) end
     where c.request_id = migration.request_id;
  end if;
  return new;
end $$;
