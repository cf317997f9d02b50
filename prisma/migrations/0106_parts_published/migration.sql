-- What kinds share, blocks and themes (« parts »), is drawn, proposed and published as kinds are: by two people, each version for
-- ever (docs/decisions/parts-published.md). A draft and a proposal say what they are of.

alter table circuit_draft add column "of" text not null default 'kind';
alter table circuit_draft add constraint circuit_draft_of check ("of" in ('kind', 'block', 'theme'));
alter table circuit_proposal add column "of" text not null default 'kind';
alter table circuit_proposal add constraint circuit_proposal_of check ("of" in ('kind', 'block', 'theme'));

-- A version of a part. The newest is the one that kinds take with their next publication.
create table part_version (
    id uuid not null,
    "of" text not null,
    name text not null,
    number integer not null,
    bundle_hash text not null,
    published_at timestamptz(3) not null default current_timestamp,
    proposal_id uuid,
    proposed_by uuid,
    published_by uuid,
    reason text,

    constraint part_version_pkey primary key (id)
);
create unique index part_version_of_name_number_key on part_version ("of", name, number);
create unique index part_version_proposal_id_key on part_version (proposal_id);
alter table part_version add constraint part_version_proposal_id_fkey
  foreign key (proposal_id) references circuit_proposal (id) on delete restrict on update cascade;
alter table part_version add constraint part_version_of check ("of" in ('block', 'theme'));

create table part_file (
    version_id uuid not null,
    path text not null,
    content bytea not null,
    sha256 text not null,

    constraint part_file_pkey primary key (version_id, path)
);
create index part_file_sha256_idx on part_file (sha256);
alter table part_file add constraint part_file_version_id_fkey
  foreign key (version_id) references part_version (id) on delete restrict on update cascade;

-- The version of a part that a draft of it was begun from, as base_version_id is for a kind.
alter table circuit_draft add column base_part_version_id uuid;
alter table circuit_draft add constraint circuit_draft_base_part_version_id_fkey
  foreign key (base_part_version_id) references part_version (id) on delete set null on update cascade;
alter table circuit_draft add constraint circuit_draft_base_is_of_its_own check (
  case "of" when 'kind' then base_part_version_id is null else base_version_id is null end);

-- A proposal is of what its draft is of.
create or replace function circuit_proposal_begins() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.state <> 'open' or not draws_circuits(new.proposed_by, new.proposed_at)
     or not exists (select from circuit_draft d where d.id = new.draft_id and d."of" = new."of" and d.kind = new.kind
                       and d.revision = new.revision) then
    raise exception 'circuit proposal: an analyst proposes a draft as it stands' using errcode = 'check_violation';
  end if;
  new.touched_by := array(select t.person_id from circuit_draft_touch t where t.draft_id = new.draft_id order by 1);
  return new;
end $$;

create function circuit_draft_stays_of_its_own() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  raise exception 'circuit draft %: what it is a draft of does not change', old.id using errcode = 'check_violation';
end $$;
create trigger circuit_draft_stays_of_its_own before update on circuit_draft for each row
  when ((old."of", old.kind) is distinct from (new."of", new.kind)) execute function circuit_draft_stays_of_its_own();

-- What two people approved of a part puts no kind in force, whatever its name.
create or replace function circuit_version_has_two_people() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.withdrawn_at is not null then
    raise exception 'circuit version: it is published before it is withdrawn' using errcode = 'check_violation';
  end if;
  if new.proposal_id is null then
    if new.number <> 1 or num_nonnulls(new.proposed_by, new.published_by) > 0
       or exists (select from circuit_version v where v.kind = new.kind) then
      raise exception 'circuit version: without two people, only the installation publishes, the first version of a kind'
        using errcode = 'check_violation';
    end if;
  elsif new.current or not exists (
      select from circuit_proposal p
       where p.id = new.proposal_id and p."of" = 'kind' and p.state = 'published' and p.kind = new.kind
         and p.bundle_hash = new.bundle_hash and p.proposed_by = new.proposed_by and p.decided_by = new.published_by
         and p.reason = new.reason) then
    raise exception 'circuit version: no two people stand behind it' using errcode = 'check_violation';
  end if;
  return new;
end $$;

create or replace function circuit_version_in_force(of_kind text) returns uuid language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  with chosen as (
    select v.id, v.number, v.withdrawn_at, p.published_at as at
      from circuit_proposal p join circuit_version v using (kind, bundle_hash)
     where p."of" = 'kind' and p.kind = of_kind and p.state = 'published'
    union all
    select v.id, v.number, v.withdrawn_at, null from circuit_version v where v.kind = of_kind and v.proposal_id is null
  ), last_two as (
    select * from chosen order by at desc nulls last, number desc limit 2
  )
  select id from last_two where withdrawn_at is null order by at desc nulls last, number desc limit 1
$$;

-- Published by two, or by the installation: what the portal is shipped with, once a part, and nothing of that name was there.
create function part_version_has_two_people() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  newest integer := (select coalesce(max(v.number), 0) from part_version v where v."of" = new."of" and v.name = new.name);
begin
  if new.number <> newest + 1 then
    raise exception 'part version: the versions of a part follow one another' using errcode = 'check_violation';
  end if;
  if new.proposal_id is null then
    if newest > 0 or num_nonnulls(new.proposed_by, new.published_by, new.reason) > 0 then
      raise exception 'part version: without two people, only the installation publishes, the first version of a part'
        using errcode = 'check_violation';
    end if;
  elsif not exists (
      select from circuit_proposal p
       where p.id = new.proposal_id and p.state = 'published' and p."of" = new."of" and p.kind = new.name
         and p.bundle_hash = new.bundle_hash and p.proposed_by = new.proposed_by and p.decided_by = new.published_by
         and p.reason = new.reason) then
    raise exception 'part version: no two people stand behind it' using errcode = 'check_violation';
  end if;
  if not by_owner() then new.published_at := clock_timestamp(); end if;
  return new;
end $$;
create trigger part_version_has_two_people before insert on part_version
  for each row execute function part_version_has_two_people();

-- What was approved is what is published, byte for byte: looked at when the transaction ends, and again if a file is added.
create function part_version_is_its_files() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  of_version uuid;
begin
  if tg_table_name = 'part_file' then of_version := new.version_id; else of_version := new.id; end if;
  if exists (select from part_file f where f.version_id = of_version and f.sha256 <> encode(sha256(f.content), 'hex'))
     or (select encode(sha256(coalesce(string_agg(convert_to(f.path, 'UTF8') || '\x00'::bytea
                                                  || convert_to(f.sha256 || E'\n', 'UTF8'), ''::bytea order by f.path collate "C"),
                                       ''::bytea)), 'hex')
           from part_file f where f.version_id = of_version)
        <> (select v.bundle_hash from part_version v where v.id = of_version) then
    raise exception 'part version %: its files are not those of its hash', of_version using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger part_file_is_of_its_version after insert on part_file
  deferrable initially deferred for each row execute function part_version_is_its_files();
create constraint trigger part_version_is_its_files after insert on part_version
  deferrable initially deferred for each row execute function part_version_is_its_files();

-- The definition of each theme that its situation is shown by, and that kinds take next: the newest version that was published; of
-- a theme that has none yet, the last that a circuit was published with.
create function themes_in_force() returns setof situation_theme language sql stable rows 30
  set search_path = pg_catalog, public, pg_temp as $$
  select distinct on (t.name) t.*
    from situation_theme t
    left join (part_file f join part_version v on v.id = f.version_id and v."of" = 'theme') on f.sha256 = t.sha256
   order by t.name, v.number desc nulls last, t.published_at desc, t.sha256
$$;
