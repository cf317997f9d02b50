-- Whoever proposed an elimination takes it back while nobody decided. Of one that was approved, the acts that are needed again, or
-- that a rule keeps by now, are left to stay by somebody who keeps their registry, and may be proposed anew.
ALTER TABLE "eliminated_act" ADD COLUMN "kept_by_id" UUID, ADD COLUMN "kept_at" TIMESTAMPTZ(3);
ALTER TABLE "eliminated_act" ADD CONSTRAINT "eliminated_act_kept_by_id_fkey" FOREIGN KEY ("kept_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table elimination
  drop constraint elimination_state,
  add constraint elimination_state check (state in ('proposed', 'approved', 'refused', 'withdrawn')),
  drop constraint elimination_by_two,
  add constraint elimination_by_two check (state = 'proposed' or (state = 'withdrawn') = (decided_by_id = proposed_by_id));
alter table eliminated_act
  drop constraint eliminated_act_state,
  add constraint eliminated_act_state check (state in ('proposed', 'approved', 'refused', 'withdrawn', 'eliminated', 'kept')),
  add constraint eliminated_act_is_kept check (
    (state = 'kept') = (kept_at is not null) and (kept_at is null) = (kept_by_id is null));
drop index eliminated_act_once;
create unique index eliminated_act_once on eliminated_act (act_id) where state in ('proposed', 'approved', 'eliminated');

create or replace function elimination_goes_forward() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' and new.state = 'proposed' then return new; end if;
  if tg_op = 'UPDATE' and old.state = 'proposed' and new.state in ('approved', 'refused', 'withdrawn')
     and (new.id, new.proposed_by_id, new.proposed_at, new.reason, new.grid_number)
           is not distinct from (old.id, old.proposed_by_id, old.proposed_at, old.reason, old.grid_number) then
    return new;
  end if;
  raise exception 'elimination: it is proposed, then decided once, and stays' using errcode = 'check_violation';
end $$;

create or replace function eliminated_act_follows() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  of elimination%rowtype;
begin
  select * into of from elimination e where e.id = coalesce(new.elimination_id, old.elimination_id);
  if tg_op = 'INSERT' and new.state = 'proposed' and of.state = 'proposed' and of.xmin = pg_current_xact_id()::xid
     and exists (select from act a where a.id = new.act_id and a.request_id = new.request_id and a.sealed_sha256 = new.sha256) then
    return new;
  end if;
  if tg_op = 'UPDATE'
     and (new.elimination_id, new.act_id, new.request_id, new.number, new.sha256, new.kind, new.signed_on, new.kept_until, new.years)
           is not distinct from
         (old.elimination_id, old.act_id, old.request_id, old.number, old.sha256, old.kind, old.signed_on, old.kept_until, old.years)
     and (old.state = 'proposed' and new.state = of.state
          or old.state = 'approved' and new.state = 'kept'
             and keeps_registry_of(new.kept_by_id, new.act_id, paris_day(now()))
          or old.state = 'approved' and new.state = 'eliminated' and of.state = 'approved' and by_owner()) then
    return new;
  end if;
  raise exception 'eliminated act: what is said of it stays' using errcode = 'check_violation';
end $$;
