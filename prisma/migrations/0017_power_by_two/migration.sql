-- G10: nobody extends their own power (docs/guarantees.md). Signataire, financier, analyste, administrateur, a delegation, a
-- post that gives the power to sign back and a move that gives such a right away are proposed by one administrator and
-- confirmed by another one (domain/permissions/administration.ts).

CREATE TABLE "right_proposal" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "structure_id" UUID NOT NULL,
    "person_id" UUID,
    "facts" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "proposed_by_id" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT,
    "answered_by_id" UUID,
    "answered_at" TIMESTAMPTZ(3),
    "answer_reason" TEXT,

    CONSTRAINT "right_proposal_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "right_proposal_structure_id_idx" ON "right_proposal"("structure_id");
CREATE INDEX "right_proposal_person_id_idx" ON "right_proposal"("person_id");
ALTER TABLE "right_proposal" ADD CONSTRAINT "right_proposal_structure_id_fkey" FOREIGN KEY ("structure_id") REFERENCES "structure"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "right_proposal" ADD CONSTRAINT "right_proposal_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "right_proposal" ADD CONSTRAINT "right_proposal_proposed_by_id_fkey" FOREIGN KEY ("proposed_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "right_proposal" ADD CONSTRAINT "right_proposal_answered_by_id_fkey" FOREIGN KEY ("answered_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

alter table right_proposal add constraint right_proposal_kind
  check (kind in ('habilitation', 'delegation', 'posting', 'move'));
alter table right_proposal add constraint right_proposal_receiver check ((kind = 'move') = (person_id is null));
alter table right_proposal add constraint right_proposal_not_ones_own check (proposed_by_id is distinct from person_id);
alter table right_proposal add constraint right_proposal_answered_at_once check (
  num_nulls(outcome, answered_by_id, answered_at) in (0, 3));
alter table right_proposal add constraint right_proposal_outcome check (case outcome
  when 'confirmed' then answered_by_id <> proposed_by_id and answered_by_id is distinct from person_id
  when 'refused' then answered_by_id <> proposed_by_id and answer_reason is not null
  when 'withdrawn' then answered_by_id = proposed_by_id
  else outcome is null end);

create function administers(person uuid, structure uuid) returns boolean language sql stable as $$
  select exists (select from structure_above a join habilitation h on h.structure_id = a.above_id
                  where a.structure_id = $2 and h.person_id = $1 and h.role = 'administrateur'
                    and h."from" <= paris_day(now()) and (h.until is null or h.until >= paris_day(now())))
$$;

-- A proposal begins without an answer, is answered once, and confirmed by two people who administer that place: of a move, one
-- for each side.
create function right_proposal_waits() returns trigger language plpgsql as $$
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
create trigger right_proposal_waits before insert or update on right_proposal
  for each row execute function right_proposal_waits();

-- ── What each power stands on ────────────────────────────────────────────────

-- installation: written by whoever installs, as the owner of the tables; former: given before two people were asked;
-- proposal: confirmed by two administrators. Ordinary rights and posts, which one administrator gives, have none.
ALTER TABLE "habilitation" ADD COLUMN "ground" TEXT, ADD COLUMN "proposal_id" UUID;
ALTER TABLE "delegation" ADD COLUMN "ground" TEXT, ADD COLUMN "proposal_id" UUID;
ALTER TABLE "posting" ADD COLUMN "proposal_id" UUID;
CREATE UNIQUE INDEX "habilitation_proposal_id_key" ON "habilitation"("proposal_id");
CREATE UNIQUE INDEX "delegation_proposal_id_key" ON "delegation"("proposal_id");
CREATE UNIQUE INDEX "posting_proposal_id_key" ON "posting"("proposal_id");
ALTER TABLE "habilitation" ADD CONSTRAINT "habilitation_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "right_proposal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "delegation" ADD CONSTRAINT "delegation_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "right_proposal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "posting" ADD CONSTRAINT "posting_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "right_proposal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

create function is_sensitive_role(role text) returns boolean language sql immutable
  return role in ('signataire', 'financier', 'analyste', 'administrateur');

update habilitation set ground = 'former' where is_sensitive_role(role);
update delegation set ground = 'former';
alter table habilitation add constraint habilitation_has_ground check (
  is_sensitive_role(role) = (ground is not null)
  and (ground is null or ground in ('installation', 'former', 'proposal')) and ((ground = 'proposal') is true) = (proposal_id is not null));
alter table delegation add constraint delegation_has_ground check (
  ground is not null and ground in ('installation', 'former', 'proposal') and (ground = 'proposal') = (proposal_id is not null));

-- The row is what was confirmed, written in the transaction that confirms it: what was removed since is not given again. Only
-- a right's first day may be later: it begins no earlier than it was confirmed.
create function power_is_as_confirmed() returns trigger language plpgsql as $$
declare
  given jsonb := to_jsonb(new);
  asked right_proposal%rowtype;
begin
  if by_owner() then return new; end if;
  if tg_table_name = 'posting' then
    if new.proposal_id is null and not exists (
        select from habilitation h where h.person_id = new.person_id and h.role = 'signataire'
           and (h.until is null or h.until >= new."from") and (new.until is null or h."from" <= new.until)) then
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
             or tg_table_name = 'habilitation' and given ->> 'from' > asked.facts ->> 'from')
     or asked.facts ->> 'role' is distinct from given ->> 'role'
     or (asked.facts ->> 'byRight')::boolean is distinct from (given ->> 'by_right')::boolean
     or asked.facts ->> 'delegatorId' is distinct from given ->> 'delegator_id'
     or asked.facts -> 'matters' is distinct from given -> 'matters' then
    raise exception '%: two administrators confirm such a power', tg_table_name using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger habilitation_is_as_confirmed before insert on habilitation for each row execute function power_is_as_confirmed();
create trigger delegation_is_as_confirmed before insert on delegation for each row execute function power_is_as_confirmed();
create trigger posting_is_as_confirmed before insert on posting for each row execute function power_is_as_confirmed();

-- « Analyste » acts on the circuits of the whole ministry: it is given at the top of the tree only.
create function analyst_at_the_top() returns trigger language plpgsql as $$
begin
  if not by_owner() and exists (select from structure where id = new.structure_id and parent_id is not null) then
    raise exception 'habilitation: « analyste » is given at the top of the tree only' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger analyst_at_the_top before insert on habilitation for each row when (new.role = 'analyste')
  execute function analyst_at_the_top();

-- ── What was given is not made to last, nor revived ──────────────────────────

create function end_comes_no_later() returns trigger language plpgsql as $$
begin
  if by_owner() then return new; end if;
  raise exception '% %: an end is never moved later, what goes on is given anew', tg_table_name, old.id
    using errcode = 'check_violation';
end $$;
create trigger habilitation_ends_no_later before update of until on habilitation for each row
  when (old.until is not null and (new.until is null or new.until > old.until)) execute function end_comes_no_later();
create trigger posting_ends_no_later before update of until on posting for each row
  when (old.until is not null and (new.until is null or new.until > old.until)) execute function end_comes_no_later();

create function delegation_said_once() returns trigger language plpgsql as $$
begin
  if by_owner() then return new; end if;
  raise exception 'delegation %: when it was published and revoked is written once', old.id using errcode = 'check_violation';
end $$;
create trigger delegation_said_once before update on delegation for each row
  when ((old.revoked_at is not null and old.revoked_at is distinct from new.revoked_at)
        or (old.published_on is not null and (old.published_on, old.publication) is distinct from (new.published_on, new.publication)))
  execute function delegation_said_once();

-- Whoever ends another administrator's right must not be left alone, or nobody.
create function two_administrators_remain() returns trigger language plpgsql as $$
begin
  if by_owner() then return new; end if;
  if (select count(distinct h.person_id) from structure_above a join habilitation h on h.structure_id = a.above_id
       where a.structure_id = old.structure_id and h.role = 'administrateur' and h.person_id <> old.person_id
         and h."from" <= paris_day(now()) and (h.until is null or h.until > paris_day(now()))) < 2 then
    raise exception 'habilitation %: two other administrators must remain', old.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger two_administrators_remain before update of until on habilitation for each row
  when (old.role = 'administrateur' and old.until is distinct from new.until) execute function two_administrators_remain();

-- ── The tree ─────────────────────────────────────────────────────────────────

-- The application no longer writes structure_above: only this trigger does, as its owner. And a path is its parent's, then
-- oneself: looked at once a whole branch moved.
create or replace function structure_keep_above() returns trigger language plpgsql security definer set search_path = public as $$
declare
  ids uuid[] := string_to_array(trim(both '/' from new.path), '/')::uuid[];
  above text;
begin
  if new.parent_id is null then
    above := '/';
  else
    select path into above from structure where id = new.parent_id;
  end if;
  if new.path is distinct from above || new.id || '/' then
    raise exception 'structure %: its path does not go through its parent', new.code using errcode = 'check_violation';
  end if;
  delete from structure_above where structure_id = new.id;
  insert into structure_above (structure_id, above_id, distance)
    select new.id, ids[i], cardinality(ids) - i from generate_subscripts(ids, 1) as i;
  return null;
end $$;

-- Whoever holds a sensitive right, or a delegation, where a structure goes would have it over that structure too: such a move
-- is confirmed by two, in the transaction that makes it.
create function move_gives_power(path_before text, path_after text) returns boolean language sql stable as $$
  with gained as (
    select unnest(string_to_array(trim(both '/' from $2), '/')::uuid[]) as id
    except select unnest(string_to_array(trim(both '/' from $1), '/')::uuid[])
  )
  select exists (select from gained g join habilitation h on h.structure_id = g.id
                  where is_sensitive_role(h.role) and (h.until is null or h.until >= paris_day(now())))
      or exists (select from gained g join delegation d on d.structure_id = g.id
                  where d.revoked_at is null and (d.until is null or d.until >= paris_day(now())))
$$;
create function move_is_as_confirmed() returns trigger language plpgsql as $$
begin
  if by_owner() then return null; end if;
  if move_gives_power(old.path, new.path) and not exists (
      select from right_proposal p where p.kind = 'move' and p.structure_id = new.id and p.outcome = 'confirmed'
         and p.facts ->> 'parentId' = new.parent_id::text and p.xmin = pg_current_xact_id()::xid) then
    raise exception 'structure %: two administrators confirm a move that gives a power', new.code using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger move_is_as_confirmed after update of parent_id on structure for each row
  when (old.parent_id is distinct from new.parent_id) execute function move_is_as_confirmed();

-- ── Messages ─────────────────────────────────────────────────────────────────

-- What is said of a right is about no request.
alter table notification alter column request_id drop not null;
