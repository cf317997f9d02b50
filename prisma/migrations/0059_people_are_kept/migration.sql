-- Who somebody is, is corrected with a row that says what it was, and why: never silently. The work address of whoever holds a
-- sensitive right opens their account to whoever reads it: two administrators confirm it (docs/guarantees.md, G10).

CREATE TABLE "person_change" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "before" JSONB NOT NULL,
    "after" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "by_id" UUID,
    "source" TEXT NOT NULL,
    "proposal_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "person_change_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "person_change_person_id_at_idx" ON "person_change"("person_id", "at");
CREATE UNIQUE INDEX "person_change_proposal_id_key" ON "person_change"("proposal_id");
ALTER TABLE "person_change" ADD CONSTRAINT "person_change_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "person_change" ADD CONSTRAINT "person_change_by_id_fkey" FOREIGN KEY ("by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "person_change" ADD CONSTRAINT "person_change_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "right_proposal"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
alter table person_change add constraint person_change_source check (source in ('screen', 'import', 'scim'));

create index person_by_work_email on person (lower(work_email));

-- What waits for a second administrator: `recovery` and `identity` are those of accounts.
alter table right_proposal drop constraint right_proposal_kind;
alter table right_proposal add constraint right_proposal_kind
  check (kind in ('habilitation', 'delegation', 'posting', 'move', 'recovery', 'identity', 'address'));

-- A sensitive right that is not over: today's, or one to come.
create function holds_sensitive_right(person uuid, day date) returns boolean
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from habilitation h where h.person_id = $1 and is_sensitive_role(h.role)
                    and (h.until is null or h.until >= $2))
$$;

create function person_is_kept() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  former jsonb := jsonb_build_object('firstName', old.first_name, 'lastName', old.last_name,
                                     'workEmail', old.work_email, 'employeeNumber', old.employee_number);
  present jsonb := jsonb_build_object('firstName', new.first_name, 'lastName', new.last_name,
                                      'workEmail', new.work_email, 'employeeNumber', new.employee_number);
begin
  if by_owner() or former = present then return new; end if;
  if not exists (
      select from person_change c
       where c.person_id = new.id and c.xmin = pg_current_xact_id()::xid
         and former @> c.before and former || c.after = present) then
    raise exception 'person %: who somebody is, is changed with a row that says so', new.id using errcode = 'check_violation';
  end if;
  if old.work_email is distinct from new.work_email and holds_sensitive_right(new.id, paris_day(now())) and not exists (
      select from right_proposal p
       where p.kind = 'address' and p.person_id = new.id and p.outcome = 'confirmed'
         and p.facts ->> 'workEmail' = new.work_email and p.xmin = pg_current_xact_id()::xid) then
    raise exception 'person %: two administrators confirm the address of whoever holds such a right', new.id
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger person_is_kept before update of first_name, last_name, work_email, employee_number on person
  for each row execute function person_is_kept();

-- Where a person is, for whoever administers people: their post of that day, else the next one, else the last; before any, where
-- a first one was proposed; without any, where a right of theirs is held.
create function person_place(person uuid, day date) returns uuid
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(
    (select o.structure_id from posting o where o.person_id = $1
      order by case when o."from" <= $2 and (o.until is null or o.until >= $2) then 0 when o."from" > $2 then 1 else 2 end,
               abs(o."from" - $2), o.id desc limit 1),
    (select p.structure_id from right_proposal p where p.person_id = $1 and p.kind = 'posting'
      order by p.outcome is null desc, p.proposed_at desc limit 1),
    (select h.structure_id from habilitation h where h.person_id = $1 order by h."from" desc, h.id desc limit 1))
$$;
