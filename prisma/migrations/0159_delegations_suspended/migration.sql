-- A delegation of signature may be suspended for a while, with a reason that those it binds read: by an administrator, or by
-- whoever gave it (docs/decisions/powers-by-text.md). Former suspensions are in the journal.
alter table delegation
  add column suspended_from date, add column suspended_until date, add column suspension_reason text;
alter table delegation add constraint delegation_suspension_whole check (
  num_nonnulls(suspended_from, suspended_until, suspension_reason) in (0, 3) and suspended_until >= suspended_from);

-- One person takes a power away; it takes two to give it back: what is suspended stays so until its day.
create function suspension_is_not_shortened() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  raise exception 'delegation %: a suspension is not shortened', old.id using errcode = 'check_violation';
end $$;
create trigger delegation_suspension_is_not_shortened before update on delegation for each row
  when (old.suspended_until >= paris_day(now())
        and (new.suspended_until is null or new.suspended_until < old.suspended_until
             or new.suspended_from > greatest(old.suspended_from, paris_day(now()))))
  execute function suspension_is_not_shortened();
