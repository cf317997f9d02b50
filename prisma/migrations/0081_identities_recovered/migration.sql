-- An account that is given back is opened by nothing that opened it before, its identity included; the link that its owner is
-- mailed then links another one. Of whoever signs, pays, publishes or administers a link ends, as another begins, by the two
-- who confirm it (G10).
alter table identity_link drop constraint identity_link_ground;
alter table identity_link add constraint identity_link_ground
  check (ground in ('invitation', 'recovery', 'administrators'));

create or replace function identity_link_has_ground() returns trigger language plpgsql
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

create function identity_link_ends_by_two() returns trigger language plpgsql
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
create trigger identity_link_ends_by_two before update on identity_link
  for each row when (old.ended_at is null) execute function identity_link_ends_by_two();
