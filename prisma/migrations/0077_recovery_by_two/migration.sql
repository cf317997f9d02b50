-- G10: the account of whoever holds a sensitive right is given back by two administrators, in the transaction that confirms it.
-- What tells a recovery from whatever its owner does: the password goes, and none takes its place.
create function recovery_takes_two() returns trigger language plpgsql
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
create trigger recovery_takes_two before update of password on account for each row
  when (old.password is not null and new.password is null) execute function recovery_takes_two();
