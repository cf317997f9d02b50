-- Opinions, visas and checks given together (domain/signing/decided-together.ts): what their author asked for each task, which a
-- worker then decides by itself, as if it were decided alone. And who read how a batch ended.

CREATE TABLE "decision_batch" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "element_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "fold_sha256" TEXT NOT NULL,
    "asked_sha256" TEXT NOT NULL,
    "answers" JSONB,
    "sign_in" JSONB NOT NULL,
    "count" INTEGER NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "stop_asked_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "seen_at" TIMESTAMPTZ(3),

    CONSTRAINT "decision_batch_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "decision_batch_item" (
    "batch_id" UUID NOT NULL,
    "place" INTEGER NOT NULL,
    "task_key" TEXT NOT NULL,
    "said" TEXT NOT NULL,
    "reason" TEXT,
    "reason_law" TEXT,
    "reason_fact" TEXT,
    "intent_id" UUID,
    "code" TEXT,
    "params" JSONB,
    "faults" JSONB,

    CONSTRAINT "decision_batch_item_pkey" PRIMARY KEY ("batch_id","place")
);
ALTER TABLE "signing_batch" ADD COLUMN "seen_at" TIMESTAMPTZ(3);

CREATE INDEX "decision_batch_person_id_made_at_idx" ON "decision_batch"("person_id", "made_at");
CREATE UNIQUE INDEX "decision_batch_item_batch_id_task_key_key" ON "decision_batch_item"("batch_id", "task_key");
CREATE INDEX "decision_batch_item_intent_id_idx" ON "decision_batch_item"("intent_id");
ALTER TABLE "decision_batch" ADD CONSTRAINT "decision_batch_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "decision_batch_item" ADD CONSTRAINT "decision_batch_item_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "decision_batch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "decision_batch_item" ADD CONSTRAINT "decision_batch_item_intent_id_fkey" FOREIGN KEY ("intent_id") REFERENCES "decision_intent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table decision_batch
  add constraint decision_batch_kind check (kind in ('opinion', 'visa', 'check')),
  add constraint decision_batch_count check (count between 1 and 1000),
  add constraint decision_batch_hashes check (fold_sha256 ~ '^[0-9a-f]{64}$' and asked_sha256 ~ '^[0-9a-f]{64}$');
alter table decision_batch_item
  add constraint decision_batch_item_place check (place between 0 and 999),
  add constraint decision_batch_item_ended check (intent_id is null or code is null);
-- The same asked twice before it has ended is one batch.
create unique index decision_batch_once on decision_batch (person_id, asked_sha256) where ended_at is null;

-- It is stopped once, it ends once, and its end is read once.
create function decision_batch_goes_forward() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if (old.stop_asked_at is not null and new.stop_asked_at is distinct from old.stop_asked_at)
     or (old.ended_at is not null and new.ended_at is distinct from old.ended_at)
     or (old.seen_at is not null and new.seen_at is distinct from old.seen_at) then
    raise exception 'decision batch %: that was written already', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger decision_batch_goes_forward before update on decision_batch
  for each row execute function decision_batch_goes_forward();

-- What is asked of each task is written with its batch; what became of it once, by an intent of this person there, or a refusal.
create function decision_batch_item_is_of_its_batch() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  batch decision_batch%rowtype;
begin
  if by_owner() then return new; end if;
  select * into batch from decision_batch b where b.id = new.batch_id;
  if tg_op = 'INSERT' then
    if batch.xmin <> pg_current_xact_id()::xid or new.place >= batch.count
       or num_nonnulls(new.intent_id, new.code, new.params, new.faults) > 0 then
      raise exception 'decision batch %: what it asks is made with it', new.batch_id using errcode = 'check_violation';
    end if;
  elsif old.intent_id is not null or old.code is not null or batch.ended_at is not null
     or (new.intent_id is not null and not exists (
          select from decision_intent i where i.id = new.intent_id and i.task_key = new.task_key
             and i.author_id = batch.person_id and i.outcome = batch.outcome)) then
    raise exception 'decision batch %: what became of a task is said once, by an intent there', new.batch_id
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger decision_batch_item_is_of_its_batch before insert or update on decision_batch_item
  for each row execute function decision_batch_item_is_of_its_batch();

-- Its author's screens follow it: as it goes on, and as what it decided is recorded or refused.
create trigger decision_batch_changes after insert or update on decision_batch
  for each row execute function tell_signing_batch();
create function tell_decision_batch_item() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  author uuid;
begin
  select b.person_id into author from decision_batch b where b.id = new.batch_id;
  perform pg_notify('harmonie_change', 'batch:' || author);
  return null;
end $$;
create trigger decision_batch_item_changes after update on decision_batch_item
  for each row execute function tell_decision_batch_item();
create or replace function tell_signed_in_batch() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  decided uuid;
  author uuid;
begin
  if tg_table_name = 'decision' then decided := new.id; else decided := new.decision_id; end if;
  select p.person_id into author from decision_intent i join step_up_proof p on p.id = i.step_up_id
   where i.id = decided and p.batch_id is not null;
  if author is null then
    select b.person_id into author from decision_batch_item x join decision_batch b on b.id = x.batch_id
     where x.intent_id = decided limit 1;
  end if;
  if author is not null then perform pg_notify('harmonie_change', 'batch:' || author); end if;
  return null;
end $$;
