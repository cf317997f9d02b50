-- An account by a personal address, for an agent without a professional one: typed by the agent in front of each of two people
-- (docs/decisions/personal-address.md). Beside the contacts of the dossier, which their owner changes alone.
ALTER TABLE "person" ADD COLUMN "account_email" TEXT;
CREATE UNIQUE INDEX "person_account_email_key" ON "person"("account_email");
-- What was typed stays nowhere until the second one hears the same.
ALTER TABLE "identity_check" ADD COLUMN "address_digest" TEXT;

alter table person add constraint person_account_email_written
  check (account_email = lower(account_email) and account_email like '_%@_%');
-- The professional address takes its place.
alter table person add constraint person_has_one_account_address check (work_email is null or account_email is null);

-- Two people heard it in person these seven days, and nobody signs, pays, publishes or administers behind it.
create function account_email_is_confirmed() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if holds_sensitive_right(new.id, paris_day(now())) then
    raise exception 'person %: whoever holds such a right has a work address', new.id using errcode = 'check_violation';
  end if;
  if (select count(distinct c.by_id) from identity_check c
       where c.person_id = new.id and c.at > now() - interval '7 days'
         and c.address_digest = encode(sha256(convert_to(new.id::text || ':' || new.account_email, 'UTF8')), 'hex')) < 2 then
    raise exception 'person %: two people confirm a personal address', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger account_email_is_confirmed before insert or update of account_email on person
  for each row when (new.account_email is not null) execute function account_email_is_confirmed();

-- A personal address is told of its owner's account and requests; what is about others stays on their screen.
create or replace function notification_goes_somewhere() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
      select from person p
       where p.id = new.recipient_id and p.work_email is null
         and (p.account_email is null or not case
               when new.request_id is null then new.subject is null and new.message not like 'right-%'
               else exists (select from request r where r.id = new.request_id and r.agent_id = new.recipient_id) end)) then
    new.state := 'on-screen';
  end if;
  return new;
end $$;
