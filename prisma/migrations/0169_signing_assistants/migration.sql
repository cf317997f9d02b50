-- Who prepares the desk of a signatory, named by them with dates (domain/permissions/assistant.ts). A naming gives no task to anybody:
-- who holds a step is said elsewhere (task_holding_of), and whoever signs acts is nobody's assistant.
CREATE TABLE "signing_assistant" (
    "id" UUID NOT NULL,
    "signatory_id" UUID NOT NULL,
    "assistant_id" UUID NOT NULL,
    "from" DATE NOT NULL,
    "until" DATE NOT NULL,
    "named_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_by_id" UUID,

    CONSTRAINT "signing_assistant_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "signing_assistant_signatory_id_idx" ON "signing_assistant"("signatory_id");
CREATE INDEX "signing_assistant_assistant_id_idx" ON "signing_assistant"("assistant_id");
ALTER TABLE "signing_assistant" ADD CONSTRAINT "signing_assistant_signatory_id_fkey" FOREIGN KEY ("signatory_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "signing_assistant" ADD CONSTRAINT "signing_assistant_assistant_id_fkey" FOREIGN KEY ("assistant_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
alter table signing_assistant
  add constraint signing_assistant_of_another check (signatory_id <> assistant_id),
  add constraint signing_assistant_dates check (until >= "from"),
  add constraint signing_assistant_revoked check (num_nulls(revoked_at, revoked_by_id) in (0, 2)),
  add constraint signing_assistant_once exclude using gist (
    signatory_id with =, assistant_id with =, daterange("from", until, '[]') with &&) where (revoked_at is null);

create function signs_acts(person uuid, day date) returns boolean
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from habilitation h where h.person_id = person and h.role = 'signataire'
                    and h."from" <= day and (h.until is null or h.until >= day))
$$;

-- Whether somebody prepares the desk of a signatory that day: it ends with either office, as a delegation does, and once the
-- assistant may sign.
create function assists(assistant uuid, signatory uuid, day date) returns boolean
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from signing_assistant a
                  where a.assistant_id = assistant and a.signatory_id = signatory and a.revoked_at is null
                    and day between a."from" and a.until)
     and signs_acts(signatory, day) and not signs_acts(assistant, day)
     and (select count(distinct o.person_id) = 2 from posting o
           where o.person_id in (assistant, signatory) and o."from" <= day and (o.until is null or o.until >= day))
$$;

create function signing_assistant_is_named() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if tg_op = 'UPDATE' then
    if old.revoked_at is not null then
      raise exception 'assistant %: it was revoked already', new.id using errcode = 'check_violation';
    end if;
  elsif new.revoked_at is not null or not signs_acts(new.signatory_id, paris_day(now()))
        or exists (select from habilitation h where h.person_id = new.assistant_id and h.role = 'signataire'
                      and (h.until is null or h.until >= greatest(new."from", paris_day(now()))) and h."from" <= new.until) then
    raise exception 'assistant %: named by whoever signs, of somebody who does not', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger signing_assistant_is_named before insert or update on signing_assistant
  for each row execute function signing_assistant_is_named();
