-- Whoever holds a sensitive right, or a delegation, where a structure goes would have it over that structure too: such a move
-- is confirmed by two, in the transaction that makes it.
create or replace function move_gives_power(path_before text, path_after text) returns boolean
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  with gained as (
    select unnest(string_to_array(trim(both '/' from $2), '/')::uuid[]) as id
    except select unnest(string_to_array(trim(both '/' from $1), '/')::uuid[])
  )
  select exists (select from gained g join habilitation h on h.structure_id = g.id
                  where is_sensitive_role(h.role) and (h.until is null or h.until >= paris_day(now())))
      or exists (select from gained g join delegation d on d.structure_id = g.id
                  where d.revoked_at is null and (d.until is null or d.until >= paris_day(now())))
$$;

-- Where a person is, for whoever administers people: their post of that day, else the next one, else the last; before any, where
-- a first one was proposed; without any, where a right of theirs is held.
create or replace function person_place(person uuid, day date) returns uuid
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(
    (select o.structure_id from posting o where o.person_id = $1
      order by case when o."from" <= $2 and (o.until is null or o.until >= $2) then 0 when o."from" > $2 then 1 else 2 end,
               abs(o."from" - $2), o.id desc limit 1),
    (select w.structure_id from (
       select p.structure_id, p.outcome is null as waits, p.proposed_at as at from right_proposal p
        where p.person_id = $1 and p.kind = 'posting'
       union all
       select v.structure_id, v.ended_at is null, v.made_at from provisioned_right v
        where v.person_id = $1 and v.kind = 'posting') w
      order by w.waits desc, w.at desc limit 1),
    (select h.structure_id from habilitation h where h.person_id = $1 order by h."from" desc, h.id desc limit 1))
$$;

-- G10: a power given by two over nobody, and people brought under it by one, was a power given by one
-- (docs/decisions/posts-under-a-power.md). A post is confirmed by two
-- when it is recorded more than a month late: what it reaches is past;
-- when it gives the power to sign back;
-- when it brings someone under a sensitive right, or a delegation, that their former structure is not under;
-- when it is a first one under such a right that covers nobody yet but whoever holds it.
-- The portal asks the same function (prisma/repositories/administration/power.ts).
create or replace function posting_takes_two(person uuid, structure uuid, first_day date, last_day date, today date) returns boolean
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  with former as (
    select s.path from posting o join structure s on s.id = o.structure_id
     where o.person_id = $1 and o."from" < $3 order by o."from" desc, o.id desc limit 1),
  power as (
    select h.structure_id, h.person_id from structure_above a join habilitation h on h.structure_id = a.above_id
     where a.structure_id = $2 and is_sensitive_role(h.role) and (h.until is null or h.until >= $5)
    union all
    select d.structure_id, d.delegate_id from structure_above a join delegation d on d.structure_id = a.above_id
     where a.structure_id = $2 and d.revoked_at is null and (d.until is null or d.until >= $5))
  select $3 < $5 - 31
      or exists (select from habilitation h where h.person_id = $1 and h.role = 'signataire'
                    and (h.until is null or h.until >= $3) and ($4 is null or h."from" <= $4))
      or case when exists (select from former)
           then move_gives_power((select path from former), (select s.path from structure s where s.id = $2))
           else exists (select from power w where not exists (
                  select from structure_above b join posting o on o.structure_id = b.structure_id
                   where b.above_id = w.structure_id and o.person_id <> $1 and o.person_id <> w.person_id
                     and o."from" <= $3 and (o.until is null or o.until >= $3))) end
$$;

create or replace function superiors_change_holdings(people uuid[]) returns void
  language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  perform open_holding_scope('superieur', s.structure_id)
     from (select distinct h.structure_id from habilitation h where h.person_id = any (people) and h.role = 'superieur') s;
end $$;

create or replace function absence_changes_holdings() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op <> 'DELETE' then
    perform superiors_change_holdings(array(select person_id from now_so));
  end if;
  if tg_op <> 'INSERT' then
    perform superiors_change_holdings(array(select person_id from was_so));
  end if;
  return null;
end $$;
create or replace trigger absence_changed after update on absence referencing old table as was_so new table as now_so
  for each statement execute function absence_changes_holdings();
create or replace trigger absence_given after insert on absence referencing new table as now_so
  for each statement execute function absence_changes_holdings();
create or replace trigger absence_removed after delete on absence referencing old table as was_so
  for each statement execute function absence_changes_holdings();

-- A branch moves as a whole at the end of its transaction (structure_above_kept): a worker sees it then.
create or replace function move_changes_holdings() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into holding_scope (structure_id, waits) values (new.id, true);
  perform pg_notify('harmonie_holdings', 'changed');
  return null;
end $$;
create or replace trigger move_changes_holdings after update of parent_id on structure
  for each row when (old.parent_id is distinct from new.parent_id) execute function move_changes_holdings();

create or replace function move_is_as_confirmed() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return null; end if;
  if move_gives_power(old.path, new.path) and not exists (
      select from right_proposal p where p.kind = 'move' and p.structure_id = new.id and p.outcome = 'confirmed'
         and p.facts ->> 'parentId' = new.parent_id::text and p.xmin = pg_current_xact_id()::xid) then
    raise exception 'structure %: two administrators confirm a move that gives a power', new.code using errcode = 'check_violation';
  end if;
  return null;
end $$;
create or replace trigger move_is_as_confirmed after update of parent_id on structure for each row
  when (old.parent_id is distinct from new.parent_id) execute function move_is_as_confirmed();

create or replace function posting_quality_is_as_confirmed() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() or not exists (
      select from habilitation h where h.person_id = new.person_id and h.role = 'signataire'
         and (h.until is null or h.until >= paris_day(now()))) then
    return new;
  end if;
  if not exists (
      select from right_proposal p
       where p.kind = 'quality' and p.person_id = new.person_id and p.outcome = 'confirmed'
         and p.facts ->> 'quality' = new.quality and p.xmin = pg_current_xact_id()::xid) then
    raise exception 'posting %: two administrators confirm the quality of whoever may sign', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger posting_quality_is_as_confirmed before update of quality on posting
  for each row when (old.quality is distinct from new.quality) execute function posting_quality_is_as_confirmed();

-- The application no longer writes structure_above: only this trigger does, as its owner. And a path is its parent's, then
-- oneself: looked at once a whole branch moved.
create or replace function structure_keep_above() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
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
create or replace trigger structure_above_kept after insert or update of path, parent_id on structure
  for each row execute function structure_keep_above();

create or replace trigger absence_kept before delete on absence for each row execute function keep_what_began();
create or replace trigger posting_ends_no_later before update of until on posting for each row
  when (old.until is not null and (new.until is null or new.until > old.until)) execute function end_comes_no_later();
create or replace trigger posting_is_as_confirmed before insert on posting for each row execute function power_is_as_confirmed();
create or replace trigger posting_kept before delete on posting for each row execute function keep_what_began();
