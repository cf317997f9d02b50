-- An act has a number of its own (docs/decisions/act-numbers.md): the next of its year, its agent's structure and its nature,
-- reserved when it is first drawn for signature. Each is a line of the registry of acts, signed or not.
CREATE TABLE "act_series" (
    "year" INTEGER NOT NULL,
    "structure_id" UUID NOT NULL,
    "nature" TEXT NOT NULL,
    "last" INTEGER NOT NULL,
    CONSTRAINT "act_series_pkey" PRIMARY KEY ("year","structure_id","nature")
);
CREATE TABLE "registered_act" (
    "id" UUID NOT NULL,
    "act_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "structure_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "nature" TEXT NOT NULL,
    "sequence" INTEGER,
    "number" TEXT NOT NULL,
    "reference" TEXT,
    "reserved_at" TIMESTAMPTZ(3) NOT NULL,
    "sealed_at" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL,
    "unused_because" TEXT,
    CONSTRAINT "registered_act_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "registered_act_reference_key" ON "registered_act"("reference");
CREATE INDEX "registered_act_act_id_idx" ON "registered_act"("act_id");
CREATE INDEX "registered_act_request_id_idx" ON "registered_act"("request_id");
CREATE INDEX "registered_act_agent_id_idx" ON "registered_act"("agent_id");
CREATE INDEX "registered_act_reserved_at_id_idx" ON "registered_act"("reserved_at", "id");
CREATE INDEX "registered_act_structure_id_reserved_at_id_idx" ON "registered_act"("structure_id", "reserved_at", "id");
ALTER TABLE "act_series" ADD CONSTRAINT "act_series_structure_id_fkey" FOREIGN KEY ("structure_id") REFERENCES "structure"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "registered_act" ADD CONSTRAINT "registered_act_act_id_fkey" FOREIGN KEY ("act_id") REFERENCES "act"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "registered_act" ADD CONSTRAINT "registered_act_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "registered_act" ADD CONSTRAINT "registered_act_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "registered_act" ADD CONSTRAINT "registered_act_structure_id_fkey" FOREIGN KEY ("structure_id") REFERENCES "structure"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table act_series add constraint act_series_nature check (nature in ('arrete', 'decision'));
alter table registered_act
  add constraint registered_act_nature check (nature in ('arrete', 'decision')),
  add constraint registered_act_state check (state in ('reserved', 'in-force', 'corrected', 'withdrawn', 'repealed', 'unused')),
  -- Signed or not; and why not.
  add constraint registered_act_is_sealed check ((sealed_at is null) = (state in ('reserved', 'unused'))),
  add constraint registered_act_is_explained check ((state = 'unused') = (unused_because is not null)),
  add constraint registered_act_unused_because check (unused_because in ('refused', 'withdrawn', 'closed', 'replaced')),
  -- What was signed before acts had numbers bears that of its request, and is in no series.
  add constraint registered_act_in_series check ((sequence is null) = (reference is null));
-- One number is one act, for ever.
create unique index registered_act_number_once on registered_act (number) where sequence is not null;
create unique index registered_act_in_its_series on registered_act (year, structure_id, nature, sequence);
create unique index registered_act_of_its_nature on registered_act (act_id, nature) where sequence is not null;
create index registered_act_number_search on registered_act (search_key(number) text_pattern_ops);
create index registered_act_apart on registered_act (state, reserved_at, id) where state <> 'in-force';

create function act_nature(content jsonb, template text) returns text language sql immutable
  return case when content ->> 'kind' = 'Décision' or (content ->> 'kind' is null and template = 'refusal') then 'decision' else 'arrete' end;

insert into registered_act (id, act_id, request_id, agent_id, kind, structure_id, year, nature, number, reserved_at, sealed_at, state)
select gen_random_uuid(), a.id, r.id, r.agent_id, r.kind, r.structure_id, extract(year from paris_day(a.signed_at)),
       act_nature(a.content, a.template), coalesce(a.evidence #>> '{act,number}', r.number), a.signed_at, a.sealed_at, 'in-force'
  from act a join request r on r.id = a.request_id where a.sealed_at is not null;

-- All but the act, its reference and the instant is worked out here, so that nobody chooses a number. The act is held: of two
-- who draw it at once, the second finds it numbered, and no number is lost.
create function act_is_numbered() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
declare
  drawn record;
begin
  select a.request_id, a.sealed_at, r.agent_id, r.kind, act_nature(a.content, a.template) as nature,
         coalesce((select o.structure_id from posting o
                    where o.person_id = r.agent_id and o."from" <= paris_day(new.reserved_at)
                      and (o.until is null or o.until >= paris_day(new.reserved_at))
                    order by o."from" desc, o.id desc limit 1), r.structure_id) as structure_id
    into drawn
    from act a join request r on r.id = a.request_id where a.id = new.act_id for update of a;
  if drawn.sealed_at is not null then
    raise exception 'act %: sealed, it is given no other number', new.act_id using errcode = 'check_violation';
  end if;
  if exists (select from registered_act n where n.act_id = new.act_id and n.nature = drawn.nature and n.sequence is not null) then
    return null;
  end if;
  new.request_id := drawn.request_id;
  new.agent_id := drawn.agent_id;
  new.kind := drawn.kind;
  new.structure_id := drawn.structure_id;
  new.nature := drawn.nature;
  new.year := extract(year from paris_day(new.reserved_at));
  insert into act_series as s (year, structure_id, nature, last) values (new.year, new.structure_id, new.nature, 1)
    on conflict (year, structure_id, nature) do update set last = s.last + 1
    returning s.last into new.sequence;
  select format('%s-%s-%s-%s', new.year, s.code, case new.nature when 'decision' then 'D' else 'A' end,
                lpad(new.sequence::text, greatest(6, length(new.sequence::text)), '0'))
    into new.number from structure s where s.id = new.structure_id;
  new.state := 'reserved';
  return new;
end $$;
create trigger act_is_numbered before insert on registered_act
  for each row when (new.sealed_at is null) execute function act_is_numbered();

-- What a number was given to stays, whoever would change it.
create function registered_act_stays() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and
     (old.id, old.act_id, old.request_id, old.agent_id, old.kind, old.structure_id, old.year, old.nature, old.sequence, old.number,
      old.reference, old.reserved_at, coalesce(old.sealed_at, new.sealed_at)) is not distinct from
     (new.id, new.act_id, new.request_id, new.agent_id, new.kind, new.structure_id, new.year, new.nature, new.sequence, new.number,
      new.reference, new.reserved_at, new.sealed_at) then
    return new;
  end if;
  raise exception 'number %: it is that of one act, for ever', old.number using errcode = 'check_violation';
end $$;
create trigger registered_act_stays before update or delete on registered_act
  for each row execute function registered_act_stays();

-- The number that is sealed is one that was reserved for this act; or that of its request, on a page drawn before acts had one.
create function sealed_act_is_registered() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
declare
  filed request%rowtype;
  said text;
begin
  select * into filed from request r where r.id = new.request_id;
  said := coalesce(new.evidence #>> '{act,number}', filed.number);
  update registered_act n set sealed_at = new.sealed_at, state = 'in-force', unused_because = null
   where n.act_id = new.id and n.number = said;
  if found then return null; end if;
  if said <> filed.number then
    raise exception 'act %: its number was not reserved for it', new.id using errcode = 'check_violation';
  end if;
  insert into registered_act (id, act_id, request_id, agent_id, kind, structure_id, year, nature, number, reserved_at, sealed_at, state)
  values (gen_random_uuid(), new.id, filed.id, filed.agent_id, filed.kind, filed.structure_id,
          extract(year from paris_day(new.signed_at)), act_nature(new.content, new.template), said, new.signed_at, new.sealed_at, 'in-force');
  return null;
end $$;
create trigger sealed_act_is_registered after update on act
  for each row when (old.sealed_at is null and new.sealed_at is not null) execute function sealed_act_is_registered();

-- A number whose act nobody signed stays, and says why.
create function unsigned_number_is_explained() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  update registered_act n
     set state = 'unused', unused_because = case when new.outcome = 'granted' then 'replaced' else coalesce(new.outcome, 'closed') end
   where n.request_id = new.id and n.state = 'reserved';
  return null;
end $$;
create trigger unsigned_number_is_explained after update of closed_at on request
  for each row when (old.closed_at is null and new.closed_at is not null) execute function unsigned_number_is_explained();
