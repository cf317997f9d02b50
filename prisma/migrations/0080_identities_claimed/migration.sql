-- Somebody came by the identity provider under an identity that opens nothing, with the employee number of a person whose
-- account another identity opens. Nothing changes by that: administrators link it, or put it aside.
create table identity_claim (
  id uuid not null primary key,
  user_id text not null references "user" (id) on delete restrict on update cascade,
  issuer text not null,
  subject text not null,
  employee_number text not null,
  came_at timestamptz(3) not null,
  outcome text,
  answered_at timestamptz(3),
  constraint identity_claim_outcome check (outcome in ('linked', 'dismissed')),
  constraint identity_claim_answered check ((outcome is null) = (answered_at is null))
);
create index identity_claim_user_id_idx on identity_claim (user_id);
create unique index identity_claim_waits_once on identity_claim (user_id, issuer, subject) where answered_at is null;

-- What an identity is linked by, whoever writes it: an invitation that still opens something, which never links the account of
-- somebody who signs, pays, publishes or administers once they entered; or a claim, which two administrators confirm for such
-- a person (docs/guarantees.md, G10).
create function identity_link_has_ground() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  owner "user"%rowtype;
  guarded boolean;
  claim uuid;
begin
  if by_owner() then return new; end if;
  select * into owner from "user" u where u.id = new.user_id;
  guarded := coalesce(holds_sensitive_right(owner.person_id, paris_day(now())), false);
  if new.ground = 'invitation' then
    if not exists (select from account_link l where l.user_id = new.user_id and l.purpose = 'invitation'
                      and l.used_at is null and l.ended_at is null and l.expires_at > new.linked_at)
       or guarded and owner.activated_at is not null then
      raise exception 'identity of %: no invitation links it', new.user_id using errcode = 'check_violation';
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
create trigger identity_link_has_ground before insert on identity_link
  for each row execute function identity_link_has_ground();
