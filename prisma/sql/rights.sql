create or replace function administers(person uuid, structure uuid) returns boolean
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from structure_above a join habilitation h on h.structure_id = a.above_id
                  where a.structure_id = $2 and h.person_id = $1 and h.role = 'administrateur'
                    and h."from" <= paris_day(now()) and (h.until is null or h.until >= paris_day(now())))
$$;

-- Whether somebody administers the whole today.
create or replace function administers_all(person uuid) returns boolean
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select from habilitation h join structure s on s.id = h.structure_id
     where h.person_id = $1 and h.role = 'administrateur' and s.parent_id is null
       and h."from" <= (now() at time zone 'Europe/Paris')::date
       and (h.until is null or h.until >= (now() at time zone 'Europe/Paris')::date))
$$;

-- How many people but this one administer a structure and go on: their right has no end, their account is neither locked nor
-- closed.
create or replace function administrators_but(person uuid, structure uuid) returns bigint
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select count(distinct h.person_id) from structure_above a join habilitation h on h.structure_id = a.above_id
   where a.structure_id = $2 and h.role = 'administrateur' and h.person_id <> $1
     and h."from" <= paris_day(now()) and h.until is null
     and not exists (select from "user" u where u.person_id = h.person_id
                        and (u.locked_at is not null or u.closed_at is not null))
$$;

-- Confirmed decisions for a request, of people who are neither its agent nor whoever started it.
create or replace function agreements_of(request uuid) returns uuid[]
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(array_agg(d.id), '{}')
    from decision d join request r on r.id = d.request_id
   where r.id = $1 and d.confirmed_at is not null and d.voided_at is null
     and (d.kind, d.outcome) in (('visa', 'approved'), ('check', 'confirmed'))
     and d.author_id <> r.agent_id and d.author_id is distinct from r.filed_by_id
$$;

-- Whether somebody prepares the desk of a signatory that day: it ends with either office, as a delegation does, and once the
-- assistant may sign.
create or replace function assists(assistant uuid, signatory uuid, day date) returns boolean
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from signing_assistant a
                  where a.assistant_id = assistant and a.signatory_id = signatory and a.revoked_at is null
                    and day between a."from" and a.until)
     and signs_acts(signatory, day)
     and not exists (select from habilitation h where h.person_id = assistant and barred_as_assistant(h.role)
                        and h."from" <= day and (h.until is null or h.until >= day))
     and (select count(distinct o.person_id) = 2 from posting o
           where o.person_id in (assistant, signatory) and o."from" <= day and (o.until is null or o.until >= day))
$$;

-- Whoever signs acts, draws circuits or administers is nobody's assistant (domain/permissions/assistant.ts): the last two read no
-- request, and would by this road.
create or replace function barred_as_assistant(role text) returns boolean
  language sql immutable
  set search_path = pg_catalog, public, pg_temp as $$
  select role in ('signataire', 'analyste', 'administrateur')
$$;

create or replace function draws_circuits(person uuid, at timestamp with time zone) returns boolean
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from habilitation h
                  where h.person_id = person and h.role = 'analyste'
                    and h."from" <= (at at time zone 'Europe/Paris')::date
                    and (h.until is null or h.until >= (at at time zone 'Europe/Paris')::date))
$$;

-- A sensitive right that is not over: today's, or one to come.
create or replace function holds_sensitive_right(person uuid, day date) returns boolean
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from habilitation h where h.person_id = $1 and is_sensitive_role(h.role)
                    and (h.until is null or h.until >= $2))
$$;

-- Whether somebody keeps another's file that day: a gestionnaire of the structure of their post, or of one above. Never one's own.
-- domain/permissions/dossier.ts says the same.
create or replace function keeps_file_of(keeper uuid, person uuid, day date) returns boolean
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select $1 <> $2 and exists (
    select from posting o join structure_above a on a.structure_id = o.structure_id
      join habilitation h on h.structure_id = a.above_id
     where o.person_id = $2 and o."from" <= $3 and (o.until is null or o.until >= $3)
       and h.person_id = $1 and h.role = 'gestionnaire' and h."from" <= $3 and (h.until is null or h.until >= $3))
$$;

-- Whoever writes to the database as the portal eliminates no act before its time, nor one that is to be kept, nor in the name of
-- people who do not keep its registry: what a proposal says of an act is asked of the registry and of the grid that stands, as
-- it is proposed and again as it is approved.
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

-- Which kinds a person of this structure can file that day.
create or replace function kind_is_open(asked text, structure uuid, day date) returns boolean
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select coalesce((
    select o.open
      from structure_above a
      join kind_opening o on o.structure_id = a.above_id
     where a.structure_id = structure and o.kind in (asked, '*')
       and o."from" <= day and (o.until is null or o.until >= day)
     order by (o.kind = '*'), a.distance, o."from" desc, o.id desc
     limit 1), false)
$$;

create or replace function signs_acts(person uuid, day date) returns boolean
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from habilitation h where h.person_id = person and h.role = 'signataire'
                    and h."from" <= day and (h.until is null or h.until >= day))
$$;

-- « Analyste » acts on the circuits of the whole ministry: it is given at the top of the tree only.
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

-- A delegation was published once two had agreed to it: it gives power from the day after.
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

-- As it was (0145), with the appointment.
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

-- What it became is written once.
create or replace function provisioned_right_said_once() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() or num_nonnulls(old.proposal_id, old.given_id, old.ended_at) = 0 then return new; end if;
  raise exception 'provisioned right %: what it became is written once', old.id using errcode = 'check_violation';
end $$;
create or replace trigger provisioned_right_said_once before update on provisioned_right
  for each row execute function provisioned_right_said_once();

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

-- A proposal begins without an answer, is answered once, and confirmed by two people who administer that place: of a move, one
-- for each side.
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

-- One person takes a power away; it takes two to give it back: what is suspended stays so until its day.
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

-- G10: two who end each other's rights at once do it one after the other, as the portal's own change does.
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

create or replace trigger delegation_kept before delete on delegation for each row execute function keep_what_began();
create or replace trigger habilitation_ends_no_later before update of until on habilitation for each row
  when (old.until is not null and (new.until is null or new.until > old.until)) execute function end_comes_no_later();
create or replace trigger habilitation_kept before delete on habilitation for each row execute function keep_what_began();
create or replace trigger kind_opening_kept before delete on kind_opening for each row execute function keep_what_began();
