-- A request under way moves to the version in force of its kind, on an administrator's word (docs/decisions/requests-migrate.md):
-- each instance of its tree on the engine, its own last. What was filed, and for whom, stays.

create table request_migration (
    id uuid not null,
    request_id uuid not null,
    from_version_id uuid not null,
    to_version_id uuid not null,
    asked_by_id uuid not null,
    asked_at timestamptz(3) not null,
    reason text not null,
    state text not null,
    cause text,
    params jsonb not null default '{}',
    ended_at timestamptz(3),

    constraint request_migration_pkey primary key (id),
    constraint request_migration_request_id_fkey foreign key (request_id) references request (id)
      on delete restrict on update cascade,
    constraint request_migration_from_version_id_fkey foreign key (from_version_id) references circuit_version (id)
      on delete restrict on update cascade,
    constraint request_migration_to_version_id_fkey foreign key (to_version_id) references circuit_version (id)
      on delete restrict on update cascade,
    constraint request_migration_reason check (length(trim(reason)) between 3 and 1000),
    constraint request_migration_ends check (
      (state in ('asked', 'moving', 'returning') and ended_at is null)
      or (state in ('moved', 'refused', 'stopped') and ended_at is not null))
);
create index request_migration_from_version_id_idx on request_migration (from_version_id);
create index request_migration_to_version_id_idx on request_migration (to_version_id);
create index request_migration_request_id_idx on request_migration (request_id);
create unique index request_migration_under_way on request_migration (request_id) where ended_at is null;

-- What became of each instance of the tree, by the calls that lead to it.
create table migrated_instance (
    migration_id uuid not null,
    instance_key text not null,
    path text not null,
    state text not null,
    cause text,
    params jsonb not null default '{}',
    changed_at timestamptz(3) not null,

    constraint migrated_instance_pkey primary key (migration_id, instance_key),
    constraint migrated_instance_migration_id_fkey foreign key (migration_id) references request_migration (id)
      on delete restrict on update cascade,
    constraint migrated_instance_state check (state in ('waiting', 'moved', 'returned', 'refused', 'ended'))
);

-- Asked by an administrator of the structure that the request belongs to, who is not its agent, of a request that is open, to the
-- version that new requests of its kind start on. It goes one way, and ends once.
create function request_migration_holds() returns trigger language plpgsql
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
  if (old.state, new.state) not in (('asked', 'moving'), ('asked', 'refused'), ('moving', 'moved'), ('moving', 'refused'),
                                    ('moving', 'returning'), ('returning', 'refused'), ('returning', 'stopped')) then
    raise exception 'migration %: from « % » to « % »', new.id, old.state, new.state using errcode = 'check_violation';
  end if;
  if (new.state = 'moved' and follows <> new.to_version_id) or (new.state = 'refused' and follows <> new.from_version_id) then
    raise exception 'migration %: its request does not follow what it says', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger request_migration_holds before insert or update on request_migration
  for each row execute function request_migration_holds();

-- The version that a request follows changes with its own instance, and by nothing else: no grant lets the application write it.
-- Its own instance is the last of its tree, and nothing moves to a version that was withdrawn.
create function migrated_instance_moves_request() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
declare
  migration request_migration;
begin
  select * into strict migration from request_migration where id = new.migration_id for update;
  if migration.state not in ('moving', 'returning') then
    raise exception 'migration %: not under way', migration.id using errcode = 'check_violation';
  end if;
  if tg_op = 'INSERT' or new.state = old.state or new.state not in ('moved', 'returned') then return new; end if;
  if (new.state = 'moved') <> (migration.state = 'moving') then
    raise exception 'migration %: it goes the other way', migration.id using errcode = 'check_violation';
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
  return new;
end $$;
create trigger migrated_instance_moves_request before insert or update on migrated_instance
  for each row execute function migrated_instance_moves_request();
