-- G10: two who end each other's rights at once do it one after the other, as the portal's own change does.
create or replace function two_administrators_remain() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  perform pg_advisory_xact_lock(hashtextextended('administrators', 0));
  if (select count(distinct h.person_id) from structure_above a join habilitation h on h.structure_id = a.above_id
       where a.structure_id = old.structure_id and h.role = 'administrateur' and h.person_id <> old.person_id
         and h."from" <= paris_day(now()) and h.until is null) < 2 then
    raise exception 'habilitation %: two other administrators must remain', old.id using errcode = 'check_violation';
  end if;
  return new;
end $$;

-- A delegation was published once two had agreed to it: it gives power from the day after.
create function delegation_published_once_confirmed() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if new.published_on < (select paris_day(p.answered_at) from right_proposal p where p.id = new.proposal_id) then
    raise exception 'delegation %: it was not published before it was confirmed', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger delegation_published_once_confirmed before insert or update of published_on on delegation for each row
  when (new.published_on is not null) execute function delegation_published_once_confirmed();
