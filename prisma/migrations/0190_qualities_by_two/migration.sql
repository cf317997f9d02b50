-- The quality of a post is corrected in place (application/administration/correct-posting.ts). Of whoever may sign it is what acts
-- print of their author: two administrators confirm it, as they do any post of theirs.
alter table right_proposal drop constraint right_proposal_kind;
alter table right_proposal add constraint right_proposal_kind
  check (kind in ('habilitation', 'delegation', 'posting', 'move', 'recovery', 'identity', 'address', 'quality'));

create function posting_quality_is_as_confirmed() returns trigger language plpgsql
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
create trigger posting_quality_is_as_confirmed before update of quality on posting
  for each row when (old.quality is distinct from new.quality) execute function posting_quality_is_as_confirmed();
