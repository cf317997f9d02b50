-- Acts that touch an earlier one (docs/decisions/later-acts.md): they correct it, withdraw it or repeal it, since a day. Written by
-- a trigger as they are sealed, never changed; what became of the earlier act follows.
CREATE TABLE "later_act" (
    "id" UUID NOT NULL,
    "act_id" UUID NOT NULL,
    "by_act_id" UUID NOT NULL,
    "nature" TEXT NOT NULL,
    "since" DATE NOT NULL,
    CONSTRAINT "later_act_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "later_act_by_act_id_key" ON "later_act"("by_act_id");
CREATE INDEX "later_act_act_id_idx" ON "later_act"("act_id");
ALTER TABLE "later_act" ADD CONSTRAINT "later_act_act_id_fkey" FOREIGN KEY ("act_id") REFERENCES "act"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "later_act" ADD CONSTRAINT "later_act_by_act_id_fkey" FOREIGN KEY ("by_act_id") REFERENCES "act"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
alter table later_act
  add constraint later_act_nature check (nature in ('corrects', 'withdraws', 'repeals')),
  add constraint later_act_is_another check (act_id <> by_act_id);

create function later_act_stays() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  raise exception 'later act %: what it did is undone by another act', old.id using errcode = 'check_violation';
end $$;
create trigger later_act_stays before update or delete on later_act for each row execute function later_act_stays();

-- What a sealed act is today: what touched it, but for what was itself withdrawn.
create function act_stands(of_act uuid) returns text language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select case when bool_or(l.nature = 'withdraws') then 'withdrawn' when bool_or(l.nature = 'repeals') then 'repealed'
              when bool_or(l.nature = 'corrects') then 'corrected' else 'in-force' end
    from later_act l join registered_act n on n.act_id = l.by_act_id and n.sealed_at is not null and n.state <> 'withdrawn'
   where l.act_id = of_act
$$;

-- Of the act, and of what that act touched, as far as it goes: an act whose withdrawal is withdrawn stands again.
create function later_act_touches() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
declare
  touched uuid := new.act_id;
begin
  while touched is not null loop
    update registered_act n set state = act_stands(touched) where n.act_id = touched and n.sealed_at is not null;
    touched := (select l.act_id from later_act l where l.by_act_id = touched);
  end loop;
  return null;
end $$;
create trigger later_act_touches after insert on later_act for each row execute function later_act_touches();

-- An act of a kind whose acts touch others (`laterAct` of its manifest) touches the last one of the request that was chosen. What
-- is withdrawn stays so; the administration withdraws by itself within four months (code des relations entre le public et
-- l'administration, L242-1), and whenever its beneficiary asks (L242-4). domain/act/later-act.ts says the same before.
create function sealed_act_touches_another() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
declare
  filed record;
  earlier record;
begin
  select r.contests_id, (r.filed_by_id is null or r.on_paper) as asked, v.sheet ->> 'laterAct' as nature,
         r.data ->> (v.sheet ->> 'laterActFrom') as since
    into filed
    from request r join circuit_version v on v.id = r.version_id where r.id = new.request_id;
  if filed.nature is null then return null; end if;
  select n.act_id, n.state, a.signed_at into earlier
    from act a join registered_act n on n.act_id = a.id and n.sealed_at is not null
   where a.request_id = filed.contests_id
   order by a.sealed_at desc, a.id desc limit 1 for update of n;
  if not found or earlier.state = 'withdrawn' or (filed.nature = 'repeals' and earlier.state = 'repealed') then
    raise exception 'act %: the act that it touches does not stand', new.id using errcode = 'check_violation';
  end if;
  if filed.nature = 'withdraws' and not filed.asked
     and paris_day(new.signed_at) > (paris_day(earlier.signed_at) + interval '4 months')::date then
    raise exception 'act %: it withdraws after four months', new.id using errcode = 'check_violation';
  end if;
  insert into later_act (id, act_id, by_act_id, nature, since)
  values (gen_random_uuid(), earlier.act_id, new.id, filed.nature,
          case when filed.since ~ '^\d{4}-\d\d-\d\d$' then filed.since::date else paris_day(new.signed_at) end);
  return null;
end $$;
create trigger sealed_act_touches_another after update on act
  for each row when (old.sealed_at is null and new.sealed_at is not null and new.template = 'act')
  execute function sealed_act_touches_another();

-- 0126: whoever decided on what a request contests decides nothing there. To correct, withdraw or repeal an act is its author's.
create or replace function decided_what_is_contested(of_request uuid, of_decision text, person uuid) returns boolean language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select of_decision in ('opinion', 'visa', 'check', 'signature') and exists (
    select from request r join circuit_version v on v.id = r.version_id join decision d on d.request_id = r.contests_id
     where r.id = of_request and v.sheet ->> 'laterAct' is null
       and d.kind in ('visa', 'check', 'signature') and d.author_id = person and d.voided_at is null)
$$;
