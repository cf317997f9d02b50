-- Files of structures, people, posts, rights and delegations: received, planned line by line, applied line by line, each line in
-- a transaction of its own. What two administrators give waits in provisioned_right until one takes it up (G10).

CREATE TABLE "import_batch" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "made_by_id" UUID,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "sha256" TEXT,
    "encoding" TEXT,
    "lines" INTEGER NOT NULL DEFAULT 0,
    "fault" JSONB,
    "touched_at" TIMESTAMPTZ(3) NOT NULL,
    "applied_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_batch_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "import_batch_made_at_idx" ON "import_batch"("made_at");
ALTER TABLE "import_batch" ADD CONSTRAINT "import_batch_made_by_id_fkey" FOREIGN KEY ("made_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
alter table import_batch add constraint import_batch_kind check (kind in ('structures', 'people', 'postings', 'rights', 'delegations'));
alter table import_batch add constraint import_batch_state
  check (state in ('receiving', 'received', 'refused', 'planned', 'asked', 'applied'));

CREATE TABLE "import_chunk" (
    "batch_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "content" BYTEA NOT NULL,

    CONSTRAINT "import_chunk_pkey" PRIMARY KEY ("batch_id","number")
);
ALTER TABLE "import_chunk" ADD CONSTRAINT "import_chunk_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "import_batch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "import_line" (
    "batch_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "same_keys" TEXT[],
    "said" JSONB,
    "state" TEXT NOT NULL,
    "waits" BOOLEAN NOT NULL DEFAULT false,
    "faults" JSONB NOT NULL DEFAULT '[]',
    "subject" TEXT,

    CONSTRAINT "import_line_pkey" PRIMARY KEY ("batch_id","line")
);
ALTER TABLE "import_line" ADD CONSTRAINT "import_line_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "import_batch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
alter table import_line add constraint import_line_state check (state in ('read', 'ready', 'same', 'fault', 'applied', 'waits'));
create index import_line_next on import_line (batch_id, position) where state in ('read', 'ready');
create index import_line_at_fault on import_line (batch_id, line) where state = 'fault';

-- A file is read anew as long as it is not planned; then its lines stay.
create function import_line_stays() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() or exists (select from import_batch b where b.id = old.batch_id and b.state = 'received') then return old; end if;
  raise exception 'import %: its lines stay', old.batch_id using errcode = 'check_violation';
end $$;
create trigger import_line_stays before delete on import_line for each row execute function import_line_stays();

CREATE TABLE "provisioned_right" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "batch_id" UUID,
    "structure_id" UUID NOT NULL,
    "person_id" UUID,
    "facts" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "made_by_id" UUID,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "proposal_id" UUID,
    "given_id" UUID,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by_id" UUID,
    "end_reason" TEXT,

    CONSTRAINT "provisioned_right_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "provisioned_right_structure_id_idx" ON "provisioned_right"("structure_id");
CREATE INDEX "provisioned_right_person_id_idx" ON "provisioned_right"("person_id");
CREATE UNIQUE INDEX "provisioned_right_proposal_id_key" ON "provisioned_right"("proposal_id");
ALTER TABLE "provisioned_right" ADD CONSTRAINT "provisioned_right_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "import_batch"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "provisioned_right" ADD CONSTRAINT "provisioned_right_structure_id_fkey" FOREIGN KEY ("structure_id") REFERENCES "structure"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "provisioned_right" ADD CONSTRAINT "provisioned_right_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "provisioned_right" ADD CONSTRAINT "provisioned_right_made_by_id_fkey" FOREIGN KEY ("made_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "provisioned_right" ADD CONSTRAINT "provisioned_right_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "right_proposal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
alter table provisioned_right add constraint provisioned_right_source check (source in ('import', 'scim'));
alter table provisioned_right add constraint provisioned_right_ends_once check (num_nonnulls(proposal_id, given_id, ended_at) <= 1);
create index provisioned_right_waits on provisioned_right (made_at, id)
  where proposal_id is null and given_id is null and ended_at is null;

-- What it became is written once.
create function provisioned_right_said_once() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() or num_nonnulls(old.proposal_id, old.given_id, old.ended_at) = 0 then return new; end if;
  raise exception 'provisioned right %: what it became is written once', old.id using errcode = 'check_violation';
end $$;
create trigger provisioned_right_said_once before update on provisioned_right
  for each row execute function provisioned_right_said_once();

-- The workers are woken by a file to plan or to apply; whoever sent it hears how far it is.
create function import_batch_notify() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.state in ('received', 'asked') then perform pg_notify('harmonie_import', 'changed'); end if;
  if new.made_by_id is not null then perform pg_notify('harmonie_change', 'import:' || new.made_by_id); end if;
  return null;
end $$;
create trigger import_batch_notify after update on import_batch for each row execute function import_batch_notify();

-- Where a person is (0059): before any post, where one came by a file, too.
create or replace function person_place(person uuid, day date) returns uuid
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(
    (select o.structure_id from posting o where o.person_id = $1
      order by case when o."from" <= $2 and (o.until is null or o.until >= $2) then 0 when o."from" > $2 then 1 else 2 end,
               abs(o."from" - $2), o.id desc limit 1),
    (select w.structure_id from (
       select p.structure_id, p.outcome is null as waits, p.proposed_at as at from right_proposal p
        where p.person_id = $1 and p.kind = 'posting'
       union all
       select v.structure_id, v.ended_at is null, v.made_at from provisioned_right v
        where v.person_id = $1 and v.kind = 'posting') w
      order by w.waits desc, w.at desc limit 1),
    (select h.structure_id from habilitation h where h.person_id = $1 order by h."from" desc, h.id desc limit 1))
$$;
