-- Migrations of requests to another version of their circuit, and the mapping of its elements' places (« block/element »).

-- Computes the place in the new version of a place in the former one: « instruction/visa » → « examen/visa-rh ».
create or replace function place_there(mapping jsonb, place text) returns text
  language plpgsql immutable
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

-- Computes the place in the former version of a place named by either version, at each call on the way to it.
create or replace function place_before(mapping jsonb, place text) returns text
  language plpgsql immutable
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

-- Computes what the version that a request follows now calls a place of a version before it, migration after migration.
create or replace function place_now(request uuid, place text) returns text
  language plpgsql stable
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

-- Moves a request to the version that its instance moved to, with the places of its tasks and calls; or back.
-- The request moves with its own instance, the last of its tree, to a version that is not withdrawn. A task also excludes those
-- who decide, or decided, there under the other name. Runs as owner: the application has no right to write any of this.
create or replace function migrated_instance_moves_request() returns trigger
  language plpgsql security definer
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
create or replace trigger migrated_instance_moves_request before insert or update on migrated_instance
  for each row execute function migrated_instance_moves_request();

-- Refuses to change a batch of migrations that has ended.
create or replace function migration_batch_goes_on() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if old.state = 'ended' then
    raise exception 'batch %: it has ended', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger migration_batch_goes_on before update on migration_batch
  for each row execute function migration_batch_goes_on();

-- Refuses a migration unless an administrator of the request's structure, not its agent, asks for it, of an open request.
-- It goes to the version in force of its kind, one way, and ends once.
create or replace function request_migration_holds() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  follows uuid;
begin
  if by_owner() then return new; end if;
  select r.version_id into follows from request r where r.id = new.request_id;
  if tg_op = 'INSERT' then
    if new.state <> 'asked' or new.from_version_id <> follows then
      raise exception 'migration %: not asked of the version that its request follows', new.id
        using errcode = 'check_violation';
    end if;
    if not exists (select from circuit_version f join circuit_version t using (kind)
                    where f.id = new.from_version_id and t.id = new.to_version_id and t.current and f.id <> t.id) then
      raise exception 'migration %: not to the version in force of its kind', new.id using errcode = 'check_violation';
    end if;
    if not exists (select from request r join structure_above a on a.structure_id = r.structure_id
                     join habilitation h on h.structure_id = a.above_id and h.role = 'administrateur'
                    where r.id = new.request_id and r.closed_at is null and h.person_id = new.asked_by_id
                      and r.agent_id <> new.asked_by_id and h."from" <= paris_day(new.asked_at)
                      and (h.until is null or h.until >= paris_day(new.asked_at))) then
      raise exception 'migration %: its request is closed, or not theirs to move', new.id using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if (old.state, new.state) not in (('asked', 'moving'), ('asked', 'would'), ('asked', 'refused'), ('moving', 'moved'),
                                    ('moving', 'refused'), ('moving', 'returning'), ('returning', 'refused'),
                                    ('returning', 'stopped')) then
    raise exception 'migration %: from « % » to « % »', new.id, old.state, new.state using errcode = 'check_violation';
  end if;
  if (new.state = 'moved' and follows <> new.to_version_id)
     or (new.state in ('would', 'refused') and follows <> new.from_version_id) then
    raise exception 'migration %: its request does not follow what it says', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger request_migration_holds before insert or update on request_migration
  for each row execute function request_migration_holds();

-- Refuses that a migration that is only tried moves anything, or one that is not ends as a trial; both as their batch asks.
create or replace function request_migration_tried() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  is_dry boolean := coalesce((select b.dry from migration_batch b where b.id = new.batch_id), false);
begin
  if by_owner() then return new; end if;
  if tg_op = 'INSERT' then
    if new.batch_id is not null and not exists (
      select from migration_batch b where b.id = new.batch_id and b.asked_by_id = new.asked_by_id
         and b.from_version_id = new.from_version_id and b.to_version_id = new.to_version_id and b.state = 'running') then
      raise exception 'migration %: not as its batch asks', new.id using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if new.state <> old.state and is_dry <> (new.state = 'would') and new.state <> 'refused' then
    raise exception 'migration %: tried, or done, not as its batch asks', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger request_migration_tried before insert or update on request_migration
  for each row execute function request_migration_tried();
