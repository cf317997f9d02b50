-- Rights (habilitations), delegations of signature, proposals that two administrators confirm (G10), and who may do what.

-- Tells whether a person administers a structure today: their right is on it or on one above.
-- domain/permissions/administration.ts says the same.
create or replace function administers(person uuid, structure uuid) returns boolean
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from structure_above a join habilitation h on h.structure_id = a.above_id
                  where a.structure_id = $2 and h.person_id = $1 and h.role = 'administrateur'
                    and h."from" <= paris_day(now()) and (h.until is null or h.until >= paris_day(now())))
$$;

-- Tells whether a person administers the whole ministry today: their right is on the top structure.
create or replace function administers_all(person uuid) returns boolean
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select from habilitation h join structure s on s.id = h.structure_id
     where h.person_id = $1 and h.role = 'administrateur' and s.parent_id is null
       and h."from" <= (now() at time zone 'Europe/Paris')::date
       and (h.until is null or h.until >= (now() at time zone 'Europe/Paris')::date))
$$;

-- Counts the people, this one apart, who administer a structure and go on: right without an end, account not locked nor closed.
-- Ending a right or locking an account must leave two of them (G10).
create or replace function administrators_but(person uuid, structure uuid) returns bigint
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select count(distinct h.person_id) from structure_above a join habilitation h on h.structure_id = a.above_id
   where a.structure_id = $2 and h.role = 'administrateur' and h.person_id <> $1
     and h."from" <= paris_day(now()) and h.until is null
     and not exists (select from "user" u where u.person_id = h.person_id
                        and (u.locked_at is not null or u.closed_at is not null))
$$;

-- Tells whether a person is « analyste » on the day of an instant: they may propose, approve and withdraw circuits (G6).
create or replace function draws_circuits(person uuid, at timestamp with time zone) returns boolean
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from habilitation h
                  where h.person_id = person and h.role = 'analyste'
                    and h."from" <= (at at time zone 'Europe/Paris')::date
                    and (h.until is null or h.until >= (at at time zone 'Europe/Paris')::date))
$$;

-- Tells whether a person holds a right to sign acts on a day.
create or replace function signs_acts(person uuid, day date) returns boolean
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from habilitation h where h.person_id = person and h.role = 'signataire'
                    and h."from" <= day and (h.until is null or h.until >= day))
$$;

-- Tells whether a person holds a right that two administrators give, in force on that day or later (G10).
-- `is_sensitive_role` of 0001_baseline lists these rights, as SENSITIVE_ROLES of domain/permissions/role.ts.
create or replace function holds_sensitive_right(person uuid, day date) returns boolean
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from habilitation h where h.person_id = $1 and is_sensitive_role(h.role)
                    and (h.until is null or h.until >= $2))
$$;

-- Tells whether a person keeps another's file on a day: a gestionnaire of the structure of their post, or of one above.
-- Nobody keeps their own. domain/permissions/dossier.ts says the same.
create or replace function keeps_file_of(keeper uuid, person uuid, day date) returns boolean
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select $1 <> $2 and exists (
    select from posting o join structure_above a on a.structure_id = o.structure_id
      join habilitation h on h.structure_id = a.above_id
     where o.person_id = $2 and o."from" <= $3 and (o.until is null or o.until >= $3)
       and h.person_id = $1 and h.role = 'gestionnaire' and h."from" <= $3 and (h.until is null or h.until >= $3))
$$;

-- Tells whether a person keeps the registry of an act on a day: a gestionnaire of its structure or of one above, not its agent.
-- Required of the person who proposes an elimination, and of the one who decides it. domain/permissions/registry.ts says the same.
create or replace function keeps_registry_of(person uuid, act uuid, day date) returns boolean
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select from registered_act n
      join structure_above s on s.structure_id = n.structure_id
      join habilitation h on h.structure_id = s.above_id and h.person_id = person and h.role = 'gestionnaire'
     where n.act_id = act and n.sealed_at is not null and n.agent_id <> person
       and h."from" <= day and (h.until is null or h.until >= day))
$$;

-- Refuses a sensitive right, a delegation or a post that gives power unless two administrators confirmed exactly this (G10).
-- Person, structure, days, role, matters and appointment are compared with the proposal, confirmed in this transaction.
-- A right or delegation begins on the day of the confirmation at the earliest, and later than proposed if it was confirmed late.
create or replace function power_is_as_confirmed() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  given jsonb := to_jsonb(new);
  asked right_proposal%rowtype;
begin
  if by_owner() then return new; end if;
  if tg_table_name = 'posting' then
    if new.proposal_id is null
       and not posting_takes_two(new.person_id, new.structure_id, new."from", new.until, paris_day(now())) then
      return new;
    end if;
  elsif given ->> 'role' is not null and not is_sensitive_role(given ->> 'role') then
    return new;
  end if;
  select * into asked from right_proposal p where p.id = new.proposal_id and p.xmin = pg_current_xact_id()::xid;
  if asked.id is null or asked.kind <> tg_table_name or asked.outcome is distinct from 'confirmed'
     or asked.structure_id <> new.structure_id
     or asked.person_id::text is distinct from coalesce(given ->> 'person_id', given ->> 'delegate_id')
     or asked.facts ->> 'until' is distinct from given ->> 'until'
     or not (given ->> 'from' = asked.facts ->> 'from'
             or (tg_table_name <> 'posting' or asked.facts ? 'leaving') and given ->> 'from' > asked.facts ->> 'from')
     or tg_table_name <> 'posting' and new."from" < paris_day(asked.answered_at)
     or asked.facts ->> 'role' is distinct from given ->> 'role'
     or (asked.facts ->> 'byRight')::boolean is distinct from (given ->> 'by_right')::boolean
     or asked.facts ->> 'powerReference' is distinct from given ->> 'power_reference'
     or asked.facts ->> 'inNameOf' is distinct from given ->> 'in_name_of'
     or nullif(asked.facts -> 'appointment', 'null') is distinct from nullif(given -> 'appointment', 'null')
     or asked.facts ->> 'delegatorId' is distinct from given ->> 'delegator_id'
     or asked.facts -> 'matters' is distinct from given -> 'matters' then
    raise exception '%: two administrators confirm such a power', tg_table_name using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger delegation_is_as_confirmed before insert on delegation for each row execute function power_is_as_confirmed();
create or replace trigger habilitation_is_as_confirmed before insert on habilitation for each row execute function power_is_as_confirmed();

-- Refuses a day of publication before the delegation was confirmed: it gives power from the day after its publication.
create or replace function delegation_published_once_confirmed() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if new.published_on < (select paris_day(p.answered_at) from right_proposal p where p.id = new.proposal_id) then
    raise exception 'delegation %: it was not published before it was confirmed', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger delegation_published_once_confirmed before insert or update of published_on on delegation for each row
  when (new.published_on is not null) execute function delegation_published_once_confirmed();

-- Refuses to change when a delegation was revoked, or when and where it was published, once that is written.
create or replace function delegation_said_once() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  raise exception 'delegation %: when it was published and revoked is written once', old.id using errcode = 'check_violation';
end $$;
create or replace trigger delegation_said_once before update on delegation for each row
  when ((old.revoked_at is not null and old.revoked_at is distinct from new.revoked_at)
        or (old.published_on is not null and (old.published_on, old.publication) is distinct from (new.published_on, new.publication)))
  execute function delegation_said_once();

-- Refuses to shorten or lift a suspension of a delegation before its day.
-- One person takes a power away, but giving it back takes two (G10).
create or replace function suspension_is_not_shortened() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  raise exception 'delegation %: a suspension is not shortened', old.id using errcode = 'check_violation';
end $$;
create or replace trigger delegation_suspension_is_not_shortened before update on delegation for each row
  when (old.suspended_until >= paris_day(now())
        and (new.suspended_until is null or new.suspended_until < old.suspended_until
             or new.suspended_from > greatest(old.suspended_from, paris_day(now()))))
  execute function suspension_is_not_shortened();

create or replace trigger delegation_kept before delete on delegation for each row execute function keep_what_began();

-- Refuses the right « analyste » anywhere but at the top of the tree: it acts on the circuits of the whole ministry.
create or replace function analyst_at_the_top() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if not by_owner() and exists (select from structure where id = new.structure_id and parent_id is not null) then
    raise exception 'habilitation: « analyste » is given at the top of the tree only' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger analyst_at_the_top before insert on habilitation for each row when (new.role = 'analyste')
  execute function analyst_at_the_top();

-- Refuses to end an administrator's right unless two other administrators remain (G10).
-- The advisory lock puts two such changes one after the other, as the portal's own change does.
create or replace function two_administrators_remain() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  perform pg_advisory_xact_lock(hashtextextended('administrators', 0));
  if administrators_but(old.person_id, old.structure_id) < 2 then
    raise exception 'habilitation %: two other administrators must remain', old.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger two_administrators_remain before update of until on habilitation for each row
  when (old.role = 'administrateur' and old.until is distinct from new.until) execute function two_administrators_remain();

-- Recomputes who holds the tasks of a right and structure after a right is given, changed or removed.
create or replace function right_changes_holdings() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    perform open_holding_scope(c.role, c.structure_id) from (select distinct role, structure_id from now_so) c;
  elsif tg_op = 'DELETE' then
    perform open_holding_scope(c.role, c.structure_id) from (select distinct role, structure_id from was_so) c;
  else
    perform open_holding_scope(c.role, c.structure_id)
       from (select role, structure_id from was_so union select role, structure_id from now_so) c;
  end if;
  return null;
end $$;
create or replace trigger right_changed after update on habilitation referencing old table as was_so new table as now_so
  for each statement execute function right_changes_holdings();
create or replace trigger right_given after insert on habilitation referencing new table as now_so
  for each statement execute function right_changes_holdings();
create or replace trigger right_removed after delete on habilitation referencing old table as was_so
  for each statement execute function right_changes_holdings();

create or replace trigger habilitation_ends_no_later before update of until on habilitation for each row
  when (old.until is not null and (new.until is null or new.until > old.until)) execute function end_comes_no_later();

create or replace trigger habilitation_kept before delete on habilitation for each row execute function keep_what_began();

-- Refuses a proposal that begins answered, is answered twice, or is confirmed by people who do not administer that place (G10).
-- A move of a structure is confirmed by one administrator of the place it leaves and one of the place it goes to.
create or replace function right_proposal_waits() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if new.outcome is not null and not by_owner() then
      raise exception 'proposal: it is answered by somebody else, later' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if by_owner() then return new; end if;
  if old.outcome is not null then
    raise exception 'proposal %: it was answered already', old.id using errcode = 'check_violation';
  end if;
  if new.outcome = 'confirmed' and not (
       administers(new.proposed_by_id, case new.kind when 'move' then (select parent_id from structure where id = new.structure_id)
                                                     else new.structure_id end)
       and administers(new.answered_by_id, case new.kind when 'move' then (new.facts ->> 'parentId')::uuid
                                                         else new.structure_id end)) then
    raise exception 'proposal %: two administrators of that place confirm it', old.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger right_proposal_waits before insert or update on right_proposal
  for each row execute function right_proposal_waits();
