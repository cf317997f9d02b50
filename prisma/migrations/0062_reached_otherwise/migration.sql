-- Agents without a professional address: their account follows a check in person, by two people who saw a document of theirs.
-- What kind it was is kept, never its number nor a copy.
ALTER TABLE "person" ALTER COLUMN "work_email" DROP NOT NULL;

CREATE TABLE "identity_check" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "by_id" UUID NOT NULL,
    "document_kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "identity_check_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "identity_check_person_id_at_idx" ON "identity_check"("person_id", "at");
ALTER TABLE "identity_check" ADD CONSTRAINT "identity_check_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "identity_check" ADD CONSTRAINT "identity_check_by_id_fkey" FOREIGN KEY ("by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
alter table identity_check add constraint identity_check_of_another check (by_id <> person_id);
alter table identity_check add constraint identity_check_document
  check (document_kind in ('identity-card', 'passport', 'residence-permit', 'driving-licence', 'professional-card'));

-- An address that somebody has is corrected, never taken away: what was mailed there would go nowhere.
create function work_email_stays() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if old.work_email is not null and new.work_email is null then
    raise exception 'person %: a work address is replaced, not taken away', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger work_email_stays before update of work_email on person for each row execute function work_email_stays();

-- What is told to whoever has no address stays on their screen, and is in no queue of mails.
alter table notification drop constraint notification_state;
alter table notification add constraint notification_state
  check (state in ('queued', 'sending', 'sent', 'uncertain', 'failed', 'on-screen'));
create function notification_goes_somewhere() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select from person p where p.id = new.recipient_id and p.work_email is null) then new.state := 'on-screen'; end if;
  return new;
end $$;
create trigger notification_goes_somewhere before insert on notification
  for each row when (new.address is null and new.state = 'queued') execute function notification_goes_somewhere();
