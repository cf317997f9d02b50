-- Circuits of kinds, and their parts (blocks, themes): drafts, proposals, published versions and their files (G6).
-- Also which structures open a kind to their people.

-- Finds the version that new requests of a kind start on: the last that two people put in force.
-- If that one is withdrawn, the one they had put in force before it; if both are, null: the kind is closed until two publish.
-- Versions that the installation published come before all. domain/circuit/drafts/proposal.ts says the same.
create or replace function circuit_version_in_force(of_kind text) returns uuid
  language sql stable
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

-- Tells whether people of a structure may file a kind on a day, by the nearest structure that opens or closes it.
-- A row for the kind itself comes before one for all kinds (« * »).
create or replace function kind_is_open(asked text, structure uuid, day date) returns boolean
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select coalesce((
    select o.open
      from structure_above a
      join kind_opening o on o.structure_id = a.above_id
     where a.structure_id = structure and o.kind in (asked, '*')
       and o."from" <= day and (o.until is null or o.until >= day)
     order by (o.kind = '*'), a.distance, o."from" desc, o.id desc
     limit 1), false)
$$;

-- Records who created or saved a draft: none of them may approve it (G6).
create or replace function circuit_draft_is_touched() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into circuit_draft_touch (draft_id, person_id)
    select new.id, toucher from unnest(array[new.created_by, new.updated_by]) toucher where toucher is not null
    on conflict do nothing;
  return null;
end $$;
create or replace trigger circuit_draft_is_touched after insert or update on circuit_draft
  for each row execute function circuit_draft_is_touched();

-- Refuses to change what a draft is of (kind, block or theme, and its name).
create or replace function circuit_draft_stays_of_its_own() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  raise exception 'circuit draft %: what it is a draft of does not change', old.id using errcode = 'check_violation';
end $$;
create or replace trigger circuit_draft_stays_of_its_own before update on circuit_draft for each row
  when ((old."of", old.kind) is distinct from (new."of", new.kind)) execute function circuit_draft_stays_of_its_own();

-- Refuses a change of a draft's files without its own row, which says who changed them, in the same transaction (G6).
create or replace function circuit_draft_file_has_author() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select from circuit_draft d where d.id = coalesce(new.draft_id, old.draft_id)
                and d.xmin <> pg_current_xact_id()::xid) then
    raise exception 'circuit draft %: its files change with who changed them', coalesce(new.draft_id, old.draft_id)
      using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger circuit_draft_file_has_author after insert or update or delete on circuit_draft_file
  deferrable initially deferred for each row execute function circuit_draft_file_has_author();

-- Refuses to change the files of a draft that is proposed or approved (G6): a change ends the proposal first.
create or replace function circuit_draft_file_is_free() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select from circuit_proposal p
              where p.draft_id in (old.draft_id, new.draft_id) and p.state in ('open', 'approved')) then
    raise exception 'circuit draft %: it is proposed, and does not change', coalesce(new.draft_id, old.draft_id)
      using errcode = 'check_violation';
  end if;
  return coalesce(new, old);
end $$;
create or replace trigger circuit_draft_file_is_free before insert or update or delete on circuit_draft_file
  for each row execute function circuit_draft_file_is_free();

-- Refuses a proposal unless an analyst makes it, of a draft as it stands; copies who touched the draft (G6).
create or replace function circuit_proposal_begins() returns trigger
  language plpgsql
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
create or replace trigger circuit_proposal_begins before insert on circuit_proposal
  for each row execute function circuit_proposal_begins();

-- Refuses to decide a proposal twice, or by anyone but an analyst (G6).
-- To be approved its proposer must still be an analyst; the check `circuit_proposal_two_people` asks for two people.
create or replace function circuit_proposal_goes_on() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if (old.state, new.state) not in (
       ('open', 'returned'), ('open', 'taken-back'), ('open', 'changed'), ('open', 'dropped'), ('open', 'approved'),
       ('approved', 'published'), ('approved', 'failed'))
     or (old.state = 'approved' and (new.decided_by, new.decided_at) is distinct from (old.decided_by, old.decided_at)) then
    raise exception 'circuit proposal %: it was decided already', old.id using errcode = 'check_violation';
  end if;
  if new.state in ('returned', 'approved') and not draws_circuits(new.decided_by, new.decided_at) then
    raise exception 'circuit proposal %: an analyst decides', old.id using errcode = 'check_violation';
  end if;
  if new.state = 'approved' and not draws_circuits(old.proposed_by, new.decided_at) then
    raise exception 'circuit proposal %: who proposed it is no analyst any more', old.id using errcode = 'check_violation';
  end if;
  if new.state = 'published' then new.published_at := clock_timestamp(); end if;
  return new;
end $$;
create or replace trigger circuit_proposal_goes_on before update on circuit_proposal
  for each row execute function circuit_proposal_goes_on();

-- Refuses a version that no published proposal of two people stands behind, with the same files, people and reason (G6).
-- The installation alone publishes without one, and only the first version of a kind. A proposal of a part publishes no kind.
create or replace function circuit_version_has_two_people() returns trigger
  language plpgsql
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
create or replace trigger circuit_version_has_two_people before insert on circuit_version
  for each row execute function circuit_version_has_two_people();

-- Refuses to put in force a version other than the one that two people chose (circuit_version_in_force, G6).
create or replace function circuit_version_is_chosen_by_two() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.id is distinct from circuit_version_in_force(new.kind) then
    raise exception 'circuit version %: two people put a version in force', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger circuit_version_is_chosen_by_two before update of current on circuit_version for each row
  when (new.current and not old.current) execute function circuit_version_is_chosen_by_two();

-- Refuses a version whose files are not those of its hash: what was approved is published byte for byte (G6).
-- Deferred to the end of the transaction; a file added later is checked again.
create or replace function circuit_version_is_its_files() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  of_version uuid;
begin
  if tg_table_name = 'circuit_file' then of_version := new.version_id; else of_version := new.id; end if;
  if exists (select from circuit_file f where f.version_id = of_version and f.sha256 <> encode(sha256(f.content), 'hex'))
     or (select encode(sha256(coalesce(string_agg(convert_to(f.path, 'UTF8') || '\x00'::bytea
                                                  || convert_to(f.sha256 || E'\n', 'UTF8'), ''::bytea order by f.path collate "C"),
                                       ''::bytea)), 'hex')
           from circuit_file f where f.version_id = of_version)
        <> (select v.bundle_hash from circuit_version v where v.id = of_version) then
    raise exception 'circuit version %: its files are not those of its hash', of_version using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger circuit_file_is_of_its_version after insert on circuit_file
  deferrable initially deferred for each row execute function circuit_version_is_its_files();
create constraint trigger circuit_version_is_its_files after insert on circuit_version
  deferrable initially deferred for each row when (new.proposal_id is not null)
  execute function circuit_version_is_its_files();

-- Refuses to begin a draft or a request on a version that was withdrawn, or of a kind that is closed. What was filed goes on.
create or replace function circuit_version_is_not_withdrawn() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select from circuit_version v where v.id = new.version_id and v.withdrawn_at is not null) then
    raise exception '%: version % was withdrawn', tg_table_name, new.version_id using errcode = 'check_violation';
  end if;
  if exists (select from circuit_version v where v.id = new.version_id and circuit_version_in_force(v.kind) is null) then
    raise exception '%: the kind of version % is closed', tg_table_name, new.version_id using errcode = 'check_violation';
  end if;
  return new;
end $$;

-- Refuses to change who published a version, or who withdrew it and why, once that is written.
create or replace function circuit_version_stays() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  raise exception 'circuit version %: who published and who withdrew it is written once', old.id using errcode = 'check_violation';
end $$;
create or replace trigger circuit_version_stays before update on circuit_version for each row
  when ((old.proposal_id, old.proposed_by, old.published_by, old.reason)
          is distinct from (new.proposal_id, new.proposed_by, new.published_by, new.reason)
        or (old.withdrawn_at is not null and (old.withdrawn_at, old.withdrawn_by, old.withdrawal_reason)
              is distinct from (new.withdrawn_at, new.withdrawn_by, new.withdrawal_reason)))
  execute function circuit_version_stays();

-- Refuses that anyone but an analyst withdraws a version. One is enough (G6).
create or replace function circuit_version_withdrawn_by_analyst() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if not draws_circuits(new.withdrawn_by, new.withdrawn_at) then
    raise exception 'circuit version %: an analyst withdraws', old.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger circuit_version_withdrawn_by_analyst before update of withdrawn_at on circuit_version for each row
  when (old.withdrawn_at is null and new.withdrawn_at is not null) execute function circuit_version_withdrawn_by_analyst();

create or replace trigger kind_opening_kept before delete on kind_opening for each row execute function keep_what_began();

-- Refuses a version of a block or theme that no published proposal of two people stands behind (G6).
-- The installation alone publishes without one, and only the first version of a part.
create or replace function part_version_has_two_people() returns trigger
  language plpgsql
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
create or replace trigger part_version_has_two_people before insert on part_version
  for each row execute function part_version_has_two_people();

-- Refuses a version of a part whose files are not those of its hash (G6); deferred as circuit_version_is_its_files.
create or replace function part_version_is_its_files() returns trigger
  language plpgsql
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
