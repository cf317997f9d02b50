-- Administration: structures that end, kinds opened by structure and date, and what began that is never removed.

ALTER TABLE "structure" ADD COLUMN "closed_on" DATE;

CREATE TABLE "kind_opening" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "structure_id" UUID NOT NULL,
    "open" BOOLEAN NOT NULL,
    "from" DATE NOT NULL,
    "until" DATE,

    CONSTRAINT "kind_opening_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "kind_opening_structure_id_idx" ON "kind_opening"("structure_id");
ALTER TABLE "kind_opening" ADD CONSTRAINT "kind_opening_structure_id_fkey" FOREIGN KEY ("structure_id") REFERENCES "structure"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table kind_opening add constraint kind_opening_dates check (until is null or until >= "from");

-- Everything was open to everyone before openings existed: a portal in service stays as it is.
insert into kind_opening (id, kind, structure_id, open, "from")
  select gen_random_uuid(), '*', id, true, date '2000-01-01' from structure where parent_id is null;

-- What was in force once is ended, never removed: people acted under it. (The owner, who migrates, may.)
create function keep_what_began() returns trigger language plpgsql as $$
begin
  if old."from" <= paris_day(now())
     and current_user <> (select pg_get_userbyid(relowner) from pg_class where oid = tg_relid) then
    raise exception '% %: it began, it can be ended but not removed', tg_table_name, old.id;
  end if;
  return old;
end $$;
create trigger posting_kept before delete on posting for each row execute function keep_what_began();
create trigger habilitation_kept before delete on habilitation for each row execute function keep_what_began();
create trigger delegation_kept before delete on delegation for each row execute function keep_what_began();
create trigger absence_kept before delete on absence for each row execute function keep_what_began();
create trigger kind_opening_kept before delete on kind_opening for each row execute function keep_what_began();

create index habilitation_structure on habilitation (structure_id);
create index delegation_structure on delegation (structure_id);

-- Which kinds a person of this structure can file that day.
create function kind_is_open(asked text, structure uuid, day date) returns boolean
  language sql stable as $$
  select coalesce((
    select o.open
      from structure_above a
      join kind_opening o on o.structure_id = a.above_id
     where a.structure_id = structure and o.kind in (asked, '*')
       and o."from" <= day and (o.until is null or o.until >= day)
     order by (o.kind = '*'), a.distance, o."from" desc, o.id desc
     limit 1), false)
$$;

-- The reader of a chain looks for the events of one subject.
create index audit_event_verb on audit_event (chain, verb);
