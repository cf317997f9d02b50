-- Acts signed together: one proof, bound to the root of a Merkle tree over (task, hash of the page that was shown), and spent
-- once for each of its leaves (domain/signing/batch.ts).

CREATE TABLE "signing_batch" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "root" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "challenge" TEXT,
    "challenge_until" TIMESTAMPTZ(3),
    "method" TEXT,
    "authentication" JSONB,
    "verified_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "stop_asked_at" TIMESTAMPTZ(3),

    CONSTRAINT "signing_batch_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "signing_leaf" (
    "batch_id" UUID NOT NULL,
    "place" INTEGER NOT NULL,
    "task_key" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "shown" TEXT NOT NULL,
    "fold_sha256" TEXT,
    "path" TEXT[],
    "code" TEXT,

    CONSTRAINT "signing_leaf_pkey" PRIMARY KEY ("batch_id","place")
);
ALTER TABLE "step_up_proof" ADD COLUMN "batch_id" UUID, ADD COLUMN "place" INTEGER;

CREATE INDEX "signing_batch_person_id_made_at_idx" ON "signing_batch"("person_id", "made_at");
CREATE UNIQUE INDEX "signing_leaf_batch_id_task_key_key" ON "signing_leaf"("batch_id", "task_key");
CREATE UNIQUE INDEX "step_up_proof_batch_id_place_key" ON "step_up_proof"("batch_id", "place");
ALTER TABLE "signing_batch" ADD CONSTRAINT "signing_batch_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "signing_leaf" ADD CONSTRAINT "signing_leaf_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "signing_batch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "step_up_proof" ADD CONSTRAINT "step_up_proof_batch_id_place_fkey" FOREIGN KEY ("batch_id", "place") REFERENCES "signing_leaf"("batch_id", "place") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table signing_batch
  add constraint signing_batch_state check (state in ('made', 'proved', 'written')),
  add constraint signing_batch_count check (count between 1 and 1000),
  add constraint signing_batch_root check (root ~ '^[0-9a-f]{64}$'),
  add constraint signing_batch_method check (method in ('totp', 'passkey')),
  add constraint signing_batch_proof check (
    (state = 'made') = (method is null) and num_nulls(method, authentication, verified_at, expires_at) in (0, 4)),
  add constraint signing_batch_five_minutes check (expires_at <= verified_at + interval '5 minutes');
alter table signing_leaf
  add constraint signing_leaf_sha256 check (sha256 ~ '^[0-9a-f]{64}$' and fold_sha256 ~ '^[0-9a-f]{64}$'),
  add constraint signing_leaf_shown check (shown in ('fold', 'opened')),
  add constraint signing_leaf_place check (place between 0 and 999);

-- Proved once, written once; stopped once, by whoever signed.
create function signing_batch_goes_forward() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if new.state <> old.state and (old.state, new.state) not in (('made', 'proved'), ('proved', 'written'))
     or old.state <> 'made' and (new.method, new.authentication, new.verified_at, new.expires_at)
          is distinct from (old.method, old.authentication, old.verified_at, old.expires_at)
     or old.stop_asked_at is not null and new.stop_asked_at is distinct from old.stop_asked_at then
    raise exception 'signing batch %: it was proved, written or stopped already', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger signing_batch_goes_forward before update on signing_batch
  for each row execute function signing_batch_goes_forward();

-- Its leaves are those that its root was computed of; what refuses one is said once, as the others are written.
create function signing_leaf_is_of_its_batch() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  batch signing_batch%rowtype;
begin
  if by_owner() then return new; end if;
  select * into batch from signing_batch b where b.id = new.batch_id;
  if tg_op = 'INSERT' then
    if batch.xmin <> pg_current_xact_id()::xid or batch.state <> 'made' or new.place >= batch.count or new.code is not null then
      raise exception 'signing batch %: its leaves are made with it', new.batch_id using errcode = 'check_violation';
    end if;
  elsif old.code is not null or batch.state <> 'proved' then
    raise exception 'signing batch %: what refuses a leaf is said once', new.batch_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger signing_leaf_is_of_its_batch before insert or update on signing_leaf
  for each row execute function signing_leaf_is_of_its_batch();

-- The proof of a leaf says what the leaf and the proof of its batch say; it is written with the others, once.
create function step_up_proof_is_of_its_leaf() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() or new.batch_id is null then return new; end if;
  if not exists (
       select from signing_leaf l join signing_batch b on b.id = l.batch_id
        where l.batch_id = new.batch_id and l.place = new.place and l.code is null and b.state = 'proved'
          and l.task_key = new.task_key and l.sha256 = new.sha256 and b.person_id = new.person_id
          and b.method = new.method and b.verified_at = new.verified_at and b.expires_at = new.expires_at) then
    raise exception 'step-up proof of task %: the batch proves no such leaf', new.task_key using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger step_up_proof_is_of_its_leaf before insert on step_up_proof
  for each row execute function step_up_proof_is_of_its_leaf();

-- Its signer's screens follow it: as it goes on, and as its acts are signed, refused or sealed.
create function tell_signing_batch() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_notify('harmonie_change', 'batch:' || new.person_id);
  return null;
end $$;
create trigger signing_batch_changes after insert or update on signing_batch
  for each row execute function tell_signing_batch();
create function tell_signed_in_batch() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  decided uuid;
begin
  if tg_table_name = 'decision' then decided := new.id; else decided := new.decision_id; end if;
  perform pg_notify('harmonie_change', 'batch:' || p.person_id)
     from decision_intent i join step_up_proof p on p.id = i.step_up_id
    where i.id = decided and p.batch_id is not null;
  return null;
end $$;
create trigger decision_in_batch after insert or update of voided_at on decision
  for each row execute function tell_signed_in_batch();
create trigger decision_reply_in_batch after insert on decision_reply
  for each row execute function tell_signed_in_batch();
create trigger act_in_batch after update of sealed_at on act
  for each row when (old.sealed_at is null and new.sealed_at is not null) execute function tell_signed_in_batch();
