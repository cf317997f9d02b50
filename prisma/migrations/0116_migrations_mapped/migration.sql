-- Requests move to another version in batches, by a mapping of the elements that bear another id there; or are only tried
-- (docs/decisions/requests-migrate.md). An administrator stops a batch, and has it go on.

create table migration_batch (
    id uuid not null,
    from_version_id uuid not null,
    to_version_id uuid not null,
    number text,
    mapping jsonb not null default '{}',
    dry boolean not null,
    asked_by_id uuid not null,
    asked_at timestamptz(3) not null,
    reason text not null,
    state text not null,
    ended_at timestamptz(3),

    constraint migration_batch_pkey primary key (id),
    constraint migration_batch_from_version_id_fkey foreign key (from_version_id) references circuit_version (id)
      on delete restrict on update cascade,
    constraint migration_batch_to_version_id_fkey foreign key (to_version_id) references circuit_version (id)
      on delete restrict on update cascade,
    constraint migration_batch_reason check (length(trim(reason)) between 3 and 1000),
    constraint migration_batch_mapping check (jsonb_typeof(mapping) = 'object'),
    constraint migration_batch_state check (
      (state in ('running', 'paused') and ended_at is null) or (state = 'ended' and ended_at is not null))
);
create index migration_batch_from_version_id_idx on migration_batch (from_version_id);
create index migration_batch_to_version_id_idx on migration_batch (to_version_id);

-- Null: asked for before there were any.
alter table request_migration add column batch_id uuid
  constraint request_migration_batch_id_fkey references migration_batch (id) on delete restrict on update cascade;
create unique index request_migration_batch_id_request_id_key on request_migration (batch_id, request_id);

alter table request_migration drop constraint request_migration_ends;
alter table request_migration add constraint request_migration_ends check (
  (state in ('asked', 'moving', 'returning') and ended_at is null)
  or (state in ('would', 'moved', 'refused', 'stopped') and ended_at is not null));

-- A batch goes on, stops and ends; what it asks stays as it was asked.
create function migration_batch_goes_on() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if old.state = 'ended' then
    raise exception 'batch %: it has ended', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger migration_batch_goes_on before update on migration_batch
  for each row execute function migration_batch_goes_on();

-- What is only tried moves nothing: it would, or would not.
create function request_migration_tried() returns trigger language plpgsql
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
create trigger request_migration_tried before insert or update on request_migration
  for each row execute function request_migration_tried();

create or replace function request_migration_holds() returns trigger language plpgsql
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

-- The places of an instance's tasks are those of the version that it follows, by the mapping of its batch. No grant lets the
-- application write them.
create or replace function migrated_instance_moves_request() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
declare
  migration request_migration;
  mapping jsonb;
  is_dry boolean;
begin
  select * into strict migration from request_migration where id = new.migration_id for update;
  select coalesce(b.mapping, '{}'), b.dry into mapping, is_dry from migration_batch b where b.id = migration.batch_id;
  if is_dry and migration.state = 'asked' and new.state in ('waiting', 'refused', 'ended') then return new; end if;
  if migration.state not in ('moving', 'returning') then
    raise exception 'migration %: not under way', migration.id using errcode = 'check_violation';
  end if;
  if tg_op = 'INSERT' or new.state = old.state or new.state not in ('moved', 'returned') then return new; end if;
  if (new.state = 'moved') <> (migration.state = 'moving') then
    raise exception 'migration %: it goes the other way', migration.id using errcode = 'check_violation';
  end if;
  update task t set element_id = m.there
    from (select case new.state when 'moved' then key else value end as here,
                 case new.state when 'moved' then value else key end as there
            from jsonb_each_text(coalesce(mapping, '{}'))) m
   where t.instance_key = new.instance_key and t.request_id = migration.request_id and t.element_id = m.here
     and t.state in ('created', 'completing');
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
  return new;
end $$;
