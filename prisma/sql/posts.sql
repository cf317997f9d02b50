-- Posts (who works where, from when until when) and absences.

-- Tells whether two administrators confirm a post (G10). A right given by two over nobody, then people put under it by one, would
-- be a power given by one. They do when it is recorded over a month late, gives the power to sign back, brings somebody
-- under a sensitive right or delegation, or is the first post under one. prisma/repositories/administration/power.ts asks it too;
-- docs/decisions/posts-under-a-power.md says why.
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

-- Recomputes who holds the tasks of supérieur where these people are supérieur: an absence leaves them to the next one.
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

create or replace trigger absence_kept before delete on absence for each row execute function keep_what_began();

-- Refuses to change the quality (fonction) of somebody who may sign, unless two administrators confirmed these words (G10).
-- The quality is printed on the acts that they sign.
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

create or replace trigger posting_ends_no_later before update of until on posting for each row
  when (old.until is not null and (new.until is null or new.until > old.until)) execute function end_comes_no_later();

create or replace trigger posting_is_as_confirmed before insert on posting for each row execute function power_is_as_confirmed();

create or replace trigger posting_kept before delete on posting for each row execute function keep_what_began();
