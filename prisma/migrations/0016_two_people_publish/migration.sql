-- G6: two people publish a circuit (docs/guarantees.md). An analyst proposes a draft as it stands; another one, who did not touch
-- it, approves those very bytes. Held here too, whatever the server or a statement says.

-- Who touched a draft: a person, once. Nobody is taken off.
create table circuit_draft_touch (
    draft_id uuid not null,
    person_id uuid not null,

    constraint circuit_draft_touch_pkey primary key (draft_id, person_id),
    constraint circuit_draft_touch_draft_id_fkey foreign key (draft_id) references circuit_draft (id)
      on delete cascade on update cascade
);

-- The draft itself goes when it is published or dropped; what was proposed of it, and who decided, stays.
create table circuit_proposal (
    id uuid not null,
    draft_id uuid not null,
    kind text not null,
    revision integer not null,
    bundle_hash text not null,
    over_version_id uuid,
    reason text not null,
    proposed_by uuid not null,
    proposed_at timestamptz(3) not null,
    touched_by uuid[],
    state text not null default 'open',
    decided_by uuid,
    decided_at timestamptz(3),
    remark text,
    failure text,
    published_at timestamptz,

    constraint circuit_proposal_pkey primary key (id)
);
create index circuit_proposal_draft_id_idx on circuit_proposal (draft_id);
create index circuit_proposal_kind_idx on circuit_proposal (kind);
create unique index circuit_proposal_one_under_way on circuit_proposal (draft_id) where state in ('open', 'approved');

alter table circuit_proposal add constraint circuit_proposal_state
  check (state in ('open', 'returned', 'taken-back', 'changed', 'dropped', 'approved', 'published', 'failed'));
alter table circuit_proposal add constraint circuit_proposal_is_decided
  check (case when state = 'open' then num_nonnulls(decided_by, decided_at, remark, failure, published_at) = 0
              else decided_by is not null and decided_at is not null end
         and (state = 'returned') = (coalesce(trim(remark), '') <> '')
         and (state = 'failed') = (failure is not null)
         and (state = 'published') = (published_at is not null));
-- Two people: whoever sends back is not the one who proposed; whoever approves did not touch it either.
alter table circuit_proposal add constraint circuit_proposal_two_people
  check (touched_by is not null
         and (state not in ('returned', 'approved', 'published', 'failed') or decided_by <> proposed_by)
         and (state not in ('approved', 'published', 'failed') or decided_by <> all (touched_by))
         and (state <> 'taken-back' or decided_by = proposed_by));

create function draws_circuits(person uuid, at timestamptz) returns boolean language sql stable as $$
  select exists (select from habilitation h
                  where h.person_id = person and h.role = 'analyste'
                    and h."from" <= (at at time zone 'Europe/Paris')::date
                    and (h.until is null or h.until >= (at at time zone 'Europe/Paris')::date))
$$;

create function circuit_draft_is_touched() returns trigger language plpgsql as $$
begin
  insert into circuit_draft_touch (draft_id, person_id)
    select new.id, toucher from unnest(array[new.created_by, new.updated_by]) toucher where toucher is not null
    on conflict do nothing;
  return null;
end $$;
create trigger circuit_draft_is_touched after insert or update on circuit_draft
  for each row execute function circuit_draft_is_touched();

-- What is proposed does not change: a change ends the proposal first, in the same transaction.
create function circuit_draft_file_is_free() returns trigger language plpgsql as $$
begin
  if exists (select from circuit_proposal p
              where p.draft_id in (old.draft_id, new.draft_id) and p.state in ('open', 'approved')) then
    raise exception 'circuit draft %: it is proposed, and does not change', coalesce(new.draft_id, old.draft_id)
      using errcode = 'check_violation';
  end if;
  return coalesce(new, old);
end $$;
create trigger circuit_draft_file_is_free before insert or update or delete on circuit_draft_file
  for each row execute function circuit_draft_file_is_free();

-- And whoever changes it is written as having touched it: the draft's own row says who, in the same transaction.
create function circuit_draft_file_has_author() returns trigger language plpgsql as $$
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

create function circuit_proposal_begins() returns trigger language plpgsql as $$
begin
  if new.state <> 'open' or not draws_circuits(new.proposed_by, new.proposed_at)
     or not exists (select from circuit_draft d where d.id = new.draft_id and d.kind = new.kind and d.revision = new.revision) then
    raise exception 'circuit proposal: an analyst proposes a draft as it stands' using errcode = 'check_violation';
  end if;
  new.touched_by := array(select t.person_id from circuit_draft_touch t where t.draft_id = new.draft_id order by 1);
  return new;
end $$;
create trigger circuit_proposal_begins before insert on circuit_proposal
  for each row execute function circuit_proposal_begins();

create function circuit_proposal_goes_on() returns trigger language plpgsql as $$
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
  if new.state = 'published' then new.published_at := clock_timestamp(); end if;
  return new;
end $$;
create trigger circuit_proposal_goes_on before update on circuit_proposal
  for each row execute function circuit_proposal_goes_on();

-- A version keeps who proposed it and who approved it (published_by). Those from before keep what they have.
alter table circuit_version add column proposal_id uuid;
alter table circuit_version add column proposed_by uuid;
alter table circuit_version add column withdrawn_at timestamptz(3);
alter table circuit_version add column withdrawn_by uuid;
alter table circuit_version add column withdrawal_reason text;
create unique index circuit_version_proposal_id_key on circuit_version (proposal_id);
alter table circuit_version add constraint circuit_version_proposal_id_fkey
  foreign key (proposal_id) references circuit_proposal (id) on delete restrict on update cascade;
alter table circuit_version add constraint circuit_version_withdrawn_in_words
  check (num_nonnulls(withdrawn_at, withdrawn_by, withdrawal_reason) in (0, 3) and coalesce(trim(withdrawal_reason), 'x') <> '');
alter table circuit_version add constraint circuit_version_withdrawn_is_not_in_force
  check (not (current and withdrawn_at is not null));

-- Published by two, or by the installation: what the portal is shipped with, once a kind, and nothing of that kind was there.
create function circuit_version_has_two_people() returns trigger language plpgsql as $$
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
       where p.id = new.proposal_id and p.state = 'published' and p.kind = new.kind and p.bundle_hash = new.bundle_hash
         and p.proposed_by = new.proposed_by and p.decided_by = new.published_by and p.reason = new.reason) then
    raise exception 'circuit version: no two people stand behind it' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger circuit_version_has_two_people before insert on circuit_version
  for each row execute function circuit_version_has_two_people();

-- The version that new requests start on: the last that two people published, else, when it was withdrawn (or none was), the
-- newest that was not. No statement chooses another one.
create function circuit_version_in_force(of_kind text) returns uuid language sql stable as $$
  select coalesce(
    (select v.id from (select p.bundle_hash from circuit_proposal p join circuit_version w using (kind, bundle_hash)
                        where p.kind = of_kind and p.state = 'published' order by p.published_at desc limit 1) last
       join circuit_version v on v.kind = of_kind and v.bundle_hash = last.bundle_hash and v.withdrawn_at is null),
    (select v.id from circuit_version v where v.kind = of_kind and v.withdrawn_at is null order by v.number desc limit 1))
$$;

create function circuit_version_is_chosen_by_two() returns trigger language plpgsql as $$
begin
  if new.id is distinct from circuit_version_in_force(new.kind) then
    raise exception 'circuit version %: two people put a version in force', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger circuit_version_is_chosen_by_two before update of current on circuit_version for each row
  when (new.current and not old.current) execute function circuit_version_is_chosen_by_two();

create function circuit_version_stays() returns trigger language plpgsql as $$
begin
  raise exception 'circuit version %: who published and who withdrew it is written once', old.id using errcode = 'check_violation';
end $$;
create trigger circuit_version_stays before update on circuit_version for each row
  when ((old.proposal_id, old.proposed_by, old.published_by, old.reason)
          is distinct from (new.proposal_id, new.proposed_by, new.published_by, new.reason)
        or (old.withdrawn_at is not null and (old.withdrawn_at, old.withdrawn_by, old.withdrawal_reason)
              is distinct from (new.withdrawn_at, new.withdrawn_by, new.withdrawal_reason)))
  execute function circuit_version_stays();

create function circuit_version_withdrawn_by_analyst() returns trigger language plpgsql as $$
begin
  if not draws_circuits(new.withdrawn_by, new.withdrawn_at) then
    raise exception 'circuit version %: an analyst withdraws', old.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger circuit_version_withdrawn_by_analyst before update of withdrawn_at on circuit_version for each row
  when (old.withdrawn_at is null and new.withdrawn_at is not null) execute function circuit_version_withdrawn_by_analyst();

-- What was approved is what is published, byte for byte: looked at when the transaction ends, and again if a file is added.
create function circuit_version_is_its_files() returns trigger language plpgsql as $$
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

-- Nothing new begins on a version that was withdrawn; what was filed goes on.
create function circuit_version_is_not_withdrawn() returns trigger language plpgsql as $$
begin
  if exists (select from circuit_version v where v.id = new.version_id and v.withdrawn_at is not null) then
    raise exception '%: version % was withdrawn', tg_table_name, new.version_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger request_starts_on_no_withdrawn_version before insert on request
  for each row execute function circuit_version_is_not_withdrawn();
create trigger draft_starts_on_no_withdrawn_version before insert or update of version_id on draft
  for each row execute function circuit_version_is_not_withdrawn();

-- A message may be about something else than a request: « circuit-proposal:<id> », « circuit:<kind> ».
alter table notification alter column request_id drop not null;
alter table notification add column subject text;
alter table notification add constraint notification_is_about_one_thing check (num_nonnulls(request_id, subject) <= 1);

-- Drafts under way: whoever saved them touched them; a publication that one analyst asked goes back to the drafts.
insert into circuit_draft_touch (draft_id, person_id)
  select d.id, e.actor_id from circuit_draft d
    join audit_event e on e.chain = 'system' and e.subject = 'circuit-draft:' || d.id and e.actor_id is not null
  union select id, created_by from circuit_draft where created_by is not null
  union select id, updated_by from circuit_draft where updated_by is not null;
delete from outbox where command = 'publish-circuit' and done_at is null;
update circuit_draft set publication_id = null where publication_id is not null;
