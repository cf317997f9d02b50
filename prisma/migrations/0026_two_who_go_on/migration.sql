-- G10: two other administrators remain, and go on: ends set one after the other, each for a later day, left one alone.
create or replace function two_administrators_remain() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if (select count(distinct h.person_id) from structure_above a join habilitation h on h.structure_id = a.above_id
       where a.structure_id = old.structure_id and h.role = 'administrateur' and h.person_id <> old.person_id
         and h."from" <= paris_day(now()) and h.until is null) < 2 then
    raise exception 'habilitation %: two other administrators must remain', old.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
