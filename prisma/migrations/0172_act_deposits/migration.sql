-- Acts deposited with an archives service: each attempt once, what was read back of it, and what the service answered.
CREATE TABLE "act_deposit" (
    "id" UUID NOT NULL,
    "act_id" UUID NOT NULL,
    "attempt" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "asked_by_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "code" TEXT,
    "sha256" TEXT,
    "size" BIGINT,
    "deposited_at" TIMESTAMPTZ(3),
    "looked_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "answer" TEXT,

    CONSTRAINT "act_deposit_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "act_deposit_name_key" ON "act_deposit"("name");
CREATE UNIQUE INDEX "act_deposit_act_id_attempt_key" ON "act_deposit"("act_id", "attempt");
ALTER TABLE "act_deposit" ADD CONSTRAINT "act_deposit_act_id_fkey" FOREIGN KEY ("act_id") REFERENCES "act"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "act_deposit" ADD CONSTRAINT "act_deposit_asked_by_id_fkey" FOREIGN KEY ("asked_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table act_deposit
  add constraint act_deposit_state check (state in ('waiting', 'deposited', 'acknowledged', 'refused')),
  add constraint act_deposit_attempt check (attempt between 1 and 1000),
  add constraint act_deposit_sha256 check (sha256 ~ '^[0-9a-f]{64}$'),
  add constraint act_deposit_is_read_back check (num_nulls(sha256, size, deposited_at) in (0, 3)
    and (state not in ('deposited', 'acknowledged') or sha256 is not null)),
  -- The portal refuses before it is deposited, by a code; the archive after, in its words.
  add constraint act_deposit_is_answered check ((state = 'acknowledged' or state = 'refused' and sha256 is not null) = (answered_at is not null)
    and (answered_at is null) = (answer is null) and (code is not null) = (state = 'refused' and sha256 is null));

-- Nothing is deposited twice: another attempt follows a refusal alone.
create unique index act_deposit_once on act_deposit (act_id) where state <> 'refused';
create index act_deposit_unanswered on act_deposit (looked_at nulls first, id) where state = 'deposited';

create function act_deposit_goes_forward() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'deposit of act %: it stays', old.act_id using errcode = 'check_violation';
  elsif tg_op = 'INSERT' then
    if new.state <> 'waiting' or not exists (select from act a where a.id = new.act_id and a.sealed_at is not null) then
      raise exception 'deposit of act %: a sealed act is asked for first', new.act_id using errcode = 'check_violation';
    end if;
  elsif (new.id, new.act_id, new.attempt, new.name, new.asked_by_id, new.asked_at)
          is distinct from (old.id, old.act_id, old.attempt, old.name, old.asked_by_id, old.asked_at)
     or (old.state, new.state) not in (('waiting', 'deposited'), ('waiting', 'refused'), ('deposited', 'deposited'),
                                       ('deposited', 'acknowledged'), ('deposited', 'refused'))
     or old.sha256 is not null and (new.sha256, new.size, new.deposited_at)
          is distinct from (old.sha256, old.size, old.deposited_at) then
    raise exception 'deposit of act %: what was written down stays', old.act_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger act_deposit_goes_forward before insert or update or delete on act_deposit
  for each row execute function act_deposit_goes_forward();
