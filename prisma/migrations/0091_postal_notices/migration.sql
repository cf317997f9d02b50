-- An act that was sent to its agent by post: when, under which number, and when it was received, as a manager recorded it.
CREATE TABLE "postal_notice" (
    "id" UUID NOT NULL,
    "act_id" UUID NOT NULL,
    "tracking_number" TEXT NOT NULL,
    "sent_on" DATE NOT NULL,
    "recorded_by_id" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "received_on" DATE,
    "received_by_id" UUID,

    CONSTRAINT "postal_notice_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "postal_notice_act_id_tracking_number_key" ON "postal_notice"("act_id", "tracking_number");
ALTER TABLE "postal_notice" ADD CONSTRAINT "postal_notice_act_id_fkey" FOREIGN KEY ("act_id") REFERENCES "act"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
alter table postal_notice
  add constraint postal_notice_number check (tracking_number ~ '^[A-Z0-9]{8,30}$'),
  add constraint postal_notice_received_whole check ((received_on is null) = (received_by_id is null)),
  add constraint postal_notice_received_after check (received_on >= sent_on);

-- Only a sealed act is sent, from the day of its seal on (a day less: of places behind Paris), by somebody else than its agent;
-- when it was received is said once.
create function postal_notice_holds() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if tg_op = 'UPDATE' and old.received_on is not null then
    raise exception 'postal notice %: received once', new.id using errcode = 'check_violation';
  end if;
  if not exists (select from act a join request r on r.id = a.request_id
                  where a.id = new.act_id and a.sealed_at is not null and new.sent_on >= paris_day(a.sealed_at) - 1
                    and r.agent_id not in (new.recorded_by_id, coalesce(new.received_by_id, new.recorded_by_id))) then
    raise exception 'postal notice of act %: not sealed then, or its own agent''s', new.act_id
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger postal_notice_holds before insert or update on postal_notice
  for each row execute function postal_notice_holds();
