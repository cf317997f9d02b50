-- Acts started for many agents at once: prepared (read, then each agent tried), launched, filed one by one, each in a transaction
-- of its own, by the use case of a single start. Stopped half-way, a batch goes on where it was.

CREATE TABLE "act_batch" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "version_id" UUID NOT NULL,
    "made_by_id" UUID NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "file_name" TEXT,
    "content" BYTEA,
    "answers" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "lines" INTEGER NOT NULL DEFAULT 0,
    "fault" JSONB,
    "touched_at" TIMESTAMPTZ(3) NOT NULL,
    "asked_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "act_batch_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "act_batch_line" (
    "batch_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "agent_id" UUID,
    "said" JSONB,
    "state" TEXT NOT NULL,
    "faults" JSONB NOT NULL DEFAULT '[]',
    "request_id" UUID,

    CONSTRAINT "act_batch_line_pkey" PRIMARY KEY ("batch_id","line")
);
CREATE INDEX "act_batch_made_by_id_made_at_idx" ON "act_batch"("made_by_id", "made_at");
CREATE UNIQUE INDEX "act_batch_line_request_id_key" ON "act_batch_line"("request_id");
ALTER TABLE "act_batch" ADD CONSTRAINT "act_batch_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "circuit_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "act_batch" ADD CONSTRAINT "act_batch_made_by_id_fkey" FOREIGN KEY ("made_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "act_batch_line" ADD CONSTRAINT "act_batch_line_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "act_batch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "act_batch_line" ADD CONSTRAINT "act_batch_line_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "act_batch_line" ADD CONSTRAINT "act_batch_line_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table act_batch add constraint act_batch_state check (state in ('received', 'refused', 'read', 'planned', 'asked', 'done'));
alter table act_batch add constraint act_batch_content check (content is null or state = 'received');
alter table act_batch_line add constraint act_batch_line_state check (state in ('read', 'ready', 'fault', 'filed'));
alter table act_batch_line add constraint act_batch_line_filed check ((state = 'filed') = (request_id is not null));
create index act_batch_waiting on act_batch (touched_at) where state in ('received', 'read', 'asked');
create index act_batch_line_next on act_batch_line (batch_id, line) where state in ('read', 'ready');
-- Of one agent, a batch files one act.
create unique index act_batch_line_agent on act_batch_line (batch_id, agent_id) where state in ('ready', 'filed');

-- A batch goes forward only; what was shown before it was launched is what is filed, then forgotten (domain/request/act-batch.ts).
create function act_batch_goes_forward() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if new.state <> old.state and (old.state, new.state) not in (
       ('received', 'refused'), ('received', 'read'), ('read', 'planned'), ('planned', 'asked'), ('asked', 'done')) then
    raise exception 'act batch %: it does not go from « % » to « % »', new.id, old.state, new.state using errcode = 'check_violation';
  end if;
  if new.answers <> old.answers and (new.answers <> '{}' or old.state <> 'done') then
    raise exception 'act batch %: its answers were shown', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger act_batch_goes_forward before update on act_batch for each row execute function act_batch_goes_forward();

create function act_batch_line_is_of_its_batch() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  batch act_batch%rowtype;
begin
  if by_owner() then return new; end if;
  select * into batch from act_batch b where b.id = new.batch_id;
  if tg_op = 'INSERT' then
    if batch.state not in ('received', 'read') or new.state not in ('read', 'fault') then
      raise exception 'act batch %: its lines are read first', new.batch_id using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if new.said is distinct from old.said and new.said is not null
     or new.agent_id is distinct from old.agent_id and batch.state <> 'read' then
    raise exception 'act batch %: what its lines say was shown', new.batch_id using errcode = 'check_violation';
  end if;
  if new.state <> old.state and (batch.state, old.state, new.state) not in (
       ('read', 'read', 'ready'), ('read', 'read', 'fault'), ('asked', 'ready', 'filed'), ('asked', 'ready', 'fault')) then
    raise exception 'act batch %: a line does not go from « % » to « % »', new.batch_id, old.state, new.state
      using errcode = 'check_violation';
  end if;
  if new.request_id is distinct from old.request_id and (old.request_id is not null or not exists (
       select from request r where r.id = new.request_id and r.kind = batch.kind and r.agent_id = new.agent_id
                               and r.filed_by_id = batch.made_by_id)) then
    raise exception 'act batch %: that request is none of its acts', new.batch_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger act_batch_line_is_of_its_batch before insert or update on act_batch_line
  for each row execute function act_batch_line_is_of_its_batch();

-- What nobody launched can be forgotten, and nothing else.
create function act_batch_launched_stays() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  batch uuid := case tg_table_name when 'act_batch' then (to_jsonb(old) ->> 'id')::uuid else (to_jsonb(old) ->> 'batch_id')::uuid end;
begin
  if not by_owner() and exists (select from act_batch b where b.id = batch and b.state in ('asked', 'done')) then
    raise exception 'act batch %: it was launched', batch using errcode = 'check_violation';
  end if;
  return old;
end $$;
create trigger act_batch_launched_stays before delete on act_batch for each row execute function act_batch_launched_stays();
create trigger act_batch_line_launched_stays before delete on act_batch_line
  for each row execute function act_batch_launched_stays();

-- The workers are woken by a batch that is to be read, tried or filed from then on; whoever made it hears how far it is.
create function act_batch_notify() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.state in ('received', 'read', 'asked') and (tg_op = 'INSERT' or new.state <> old.state) then perform pg_notify('harmonie_act_batch', 'changed'); end if;
  perform pg_notify('harmonie_change', 'batch:' || new.made_by_id);
  return null;
end $$;
create trigger act_batch_notify after insert or update on act_batch for each row execute function act_batch_notify();
