-- Accounts: what somebody signs in with (password, linked identity, one-time link), their sessions, and the journal of sign-ins.

-- Deletes one-time links that expired more than 90 days ago, at most `max` of them; returns how many.
-- The application has no right to delete them itself.
create or replace function purge_account_links(max integer) returns integer
  language sql security definer
  set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_custom_plan as $$
  with gone as (
    delete from account_link where id in (
      select id from account_link where expires_at < now() - interval '90 days' order by expires_at limit max)
    returning 1)
  select count(*)::integer from gone
$$;

-- Computes since when the journal of sign-ins is kept: twelve months.
-- Asked by the purge, and by the check that no line is missing from the journal.
create or replace function sign_ins_kept_since() returns timestamp with time zone
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select now() - interval '12 months'
$$;

-- Deletes lines of the journal of sign-ins older than twelve months, at most `max` of them; returns how many.
-- Runs by the database's clock; the application has no right to delete a line itself.
create or replace function purge_sign_ins(max integer) returns integer
  language sql security definer
  set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_custom_plan as $$
  with gone as (
    delete from sign_in_event where id in (
      select id from sign_in_event where at < sign_ins_kept_since() order by at limit max)
    returning 1)
  select count(*)::integer from gone
$$;

-- Refuses an account of an identity provider without an identity link in force that names the same person, issuer and subject.
-- Thus nobody opens an account by writing its row with the role of the application (G10).
create or replace function account_is_linked() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.provider_id <> 'credential' and not exists (
    select from identity_link l
     where l.id::text = new.id and l.user_id = new.user_id and l.ended_at is null
       and new.account_id = l.issuer || ' ' || l.subject
  ) then
    raise exception 'account of %: nobody linked that identity', new.provider_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger account_is_linked before insert or update on account
  for each row execute function account_is_linked();

-- Refuses to erase the password of a holder of a sensitive right, unless two administrators confirm it in this transaction.
-- G10. A recovery is recognised by this: the password goes and none replaces it.
create or replace function recovery_takes_two() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  person uuid := (select u.person_id from "user" u where u.id = new.user_id);
begin
  if by_owner() or not holds_sensitive_right(person, paris_day(now())) then return new; end if;
  if not exists (select from right_proposal p where p.kind = 'recovery' and p.person_id = person
                    and p.outcome = 'confirmed' and p.xmin = pg_current_xact_id()::xid) then
    raise exception 'account %: two administrators recover it', new.user_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger recovery_takes_two before update of password on account for each row
  when (old.password is not null and new.password is null) execute function recovery_takes_two();

-- Refuses to change a one-time link that was used or replaced: it opens nothing again.
create or replace function account_link_serves_once() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if old.used_at is not null or old.ended_at is not null then
    raise exception 'account link %: it served, or was replaced', old.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger account_link_serves_once before update on account_link for each row execute function account_link_serves_once();

-- Refuses to answer again a claim that was answered.
create or replace trigger identity_claim_said_once before update on identity_claim for each row
  when (old.answered_at is not null and (new.outcome, new.answered_at) is distinct from (old.outcome, old.answered_at))
  execute function said_once();

-- Writes the account of an identity that is linked, and deletes it when the link ends. A link that ended never changes.
create or replace function account_follows_identity() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    insert into account (id, account_id, provider_id, user_id, created_at, updated_at)
      values (new.id::text, new.issuer || ' ' || new.subject, 'agent', new.user_id, new.linked_at, new.linked_at);
  elsif old.ended_at is not null then
    raise exception 'identity link %: it ended', old.id using errcode = 'check_violation';
  else
    delete from account where id = old.id::text;
  end if;
  return null;
end $$;
create or replace trigger account_follows_identity after insert or update on identity_link
  for each row execute function account_follows_identity();

-- Refuses to end a linked identity of somebody who holds a sensitive right without two administrators (G10).
-- They confirm it in the same transaction.
create or replace function identity_link_ends_by_two() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  person uuid := (select u.person_id from "user" u where u.id = new.user_id);
begin
  if by_owner() or not holds_sensitive_right(person, paris_day(now())) then return new; end if;
  if not exists (select from right_proposal p where p.kind in ('identity', 'recovery') and p.person_id = person
                    and p.outcome = 'confirmed' and p.xmin = pg_current_xact_id()::xid) then
    raise exception 'identity of %: two administrators end it', new.user_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger identity_link_ends_by_two before update on identity_link
  for each row when (old.ended_at is null) execute function identity_link_ends_by_two();

-- Refuses to link an identity without its ground: a one-time link still valid, or a claim that administrators answered (G10).
-- For somebody who signs, pays, publishes or administers, an invitation links nothing once they have signed in; a claim is
-- confirmed by two administrators, in this transaction.
create or replace function identity_link_has_ground() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  owner "user"%rowtype;
  guarded boolean;
  claim uuid;
begin
  if by_owner() then return new; end if;
  select * into owner from "user" u where u.id = new.user_id;
  guarded := coalesce(holds_sensitive_right(owner.person_id, paris_day(now())), false);
  if new.ground in ('invitation', 'recovery') then
    if not exists (select from account_link l where l.user_id = new.user_id and l.purpose = new.ground
                      and l.used_at is null and l.ended_at is null and l.expires_at > new.linked_at)
       or guarded and new.ground = 'invitation' and owner.activated_at is not null
       or new.ground = 'recovery' and exists (select from account a where a.user_id = new.user_id
             and (a.password is not null or a.provider_id <> 'credential')) then
      raise exception 'identity of %: no link of theirs links it', new.user_id using errcode = 'check_violation';
    end if;
    return new;
  end if;
  select c.id into claim from identity_claim c
   where c.user_id = new.user_id and c.issuer = new.issuer and c.subject = new.subject and c.answered_at is null;
  if claim is null or guarded and not exists (
      select from right_proposal p
       where p.kind = 'identity' and p.person_id = owner.person_id and p.outcome = 'confirmed'
         and p.facts ->> 'claimId' = claim::text and p.xmin = pg_current_xact_id()::xid) then
    raise exception 'identity of %: administrators have not linked it', new.user_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger identity_link_has_ground before insert on identity_link
  for each row execute function identity_link_has_ground();

-- Refuses a session of an account that is locked or closed.
-- Locks the account's row: a session that begins while the account is being locked waits, then is refused.
create or replace function session_needs_an_open_account() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  perform from "user" u where u.id = new.user_id and u.locked_at is null and u.closed_at is null for share;
  if not found then
    raise exception 'session: the account is locked, or closed' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger session_needs_an_open_account before insert on session
  for each row execute function session_needs_an_open_account();

-- Refuses to lock or close an administrator's account unless two other administrators remain (G10).
-- The advisory lock puts two such changes one after the other: two administrators who lock each other would leave nobody.
create or replace function two_accounts_remain() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  perform pg_advisory_xact_lock(hashtextextended('administrators', 0));
  if exists (select from habilitation h
              where h.person_id = new.person_id and h.role = 'administrateur' and h."from" <= paris_day(now())
                and (h.until is null or h.until >= paris_day(now()))
                and administrators_but(h.person_id, h.structure_id) < 2) then
    raise exception 'account %: two other administrators must remain', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger two_accounts_remain before update of locked_at, closed_at on "user" for each row
  when (old.locked_at is null and old.closed_at is null and (new.locked_at is not null or new.closed_at is not null))
  execute function two_accounts_remain();
