-- Acts that a manager starts for an agent, the échelon they may change, and what they change in pay.

ALTER TABLE "draft" ADD COLUMN "agent_id" UUID;
ALTER TABLE "draft" ADD CONSTRAINT "draft_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "request" ADD COLUMN "filed_by_id" UUID;
CREATE INDEX "request_filed_by_id_filed_at_idx" ON "request"("filed_by_id", "filed_at");

CREATE TABLE "echelon" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "grade" TEXT NOT NULL,
    "echelon" INTEGER NOT NULL,
    "index" INTEGER NOT NULL,
    "from" DATE NOT NULL,
    "request_id" UUID,

    CONSTRAINT "echelon_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "echelon_request_id_key" ON "echelon"("request_id");
CREATE INDEX "echelon_person_id_from_idx" ON "echelon"("person_id", "from");

CREATE TABLE "pay_batch" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "structure_id" UUID NOT NULL,
    "count" INTEGER NOT NULL,
    "piece_ids" UUID[],
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_by_id" UUID NOT NULL,
    "recalled_at" TIMESTAMPTZ(3),
    "recalled_by_id" UUID,
    "recall_reason" TEXT,

    CONSTRAINT "pay_batch_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "pay_batch_number_key" ON "pay_batch"("number");
CREATE INDEX "pay_batch_month_structure_id_idx" ON "pay_batch"("month", "structure_id");

CREATE TABLE "pay_piece" (
    "id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "structure_id" UUID NOT NULL,
    "month" TEXT NOT NULL,
    "movement" TEXT NOT NULL,
    "effect_date" DATE NOT NULL,
    "effect_until" DATE,
    "facts" JSONB NOT NULL,
    "request_id" UUID NOT NULL,
    "act_id" UUID,
    "act_sha256" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "checked_at" TIMESTAMPTZ(3),
    "checked_by_id" UUID,
    "sent_at" TIMESTAMPTZ(3),
    "batch_id" UUID,

    CONSTRAINT "pay_piece_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "pay_piece_request_id_movement_key" ON "pay_piece"("request_id", "movement");
CREATE INDEX "pay_piece_structure_id_month_idx" ON "pay_piece"("structure_id", "month");
CREATE INDEX "pay_piece_agent_id_month_idx" ON "pay_piece"("agent_id", "month");
CREATE INDEX "pay_piece_batch_id_idx" ON "pay_piece"("batch_id");

ALTER TABLE "pay_piece" ADD CONSTRAINT "pay_piece_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "pay_piece" ADD CONSTRAINT "pay_piece_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "pay_batch"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Nobody starts an act for themself.
alter table draft add constraint draft_for_another check (agent_id <> owner_id);
alter table request add constraint request_filed_for_another check (filed_by_id <> agent_id);
alter table echelon add constraint echelon_positive check (echelon > 0 and index > 0);
alter table pay_piece add constraint pay_piece_month check (month ~ '^\d{4}-(0[1-9]|1[0-2])$');
alter table pay_piece add constraint pay_piece_period check (effect_until is null or effect_until >= effect_date);
alter table pay_piece add constraint pay_piece_act check ((act_id is null) = (act_sha256 is null));
alter table pay_piece add constraint pay_piece_checked_by check ((checked_at is null) = (checked_by_id is null));
alter table pay_piece add constraint pay_piece_on_bordereau check ((sent_at is null) = (batch_id is null));
alter table pay_piece add constraint pay_piece_sent_once_checked check (sent_at is null or checked_at is not null);
alter table pay_batch add constraint pay_batch_month check (month ~ '^\d{4}-(0[1-9]|1[0-2])$');
alter table pay_batch add constraint pay_batch_count check (count > 0 and count = cardinality(piece_ids));
alter table pay_batch add constraint pay_batch_recalled_at_once check (
  num_nulls(recalled_at, recalled_by_id, recall_reason) in (0, 3));

-- ── Who holds a task ─────────────────────────────────────────────────────────

-- The one predicate of the list and of the check, on a civil day of Paris. Dates are inclusive on both ends.
--  · agent: whom the request is about.
--  · demandeur: whoever filed it: the agent; or the person who started it for them, as long as they hold the role that
--    starts such acts on the agent's structure, and else those who do.
--  · superieur: the holders at the nearest structure, from the agent's own upwards, where one is neither the agent, nor
--    who filed it, nor absent. Whoever heads the structure they work in is skipped, so theirs is the next one up.
--  · any other role: its holders on the agent's structure or any above, minus the agent; minus who filed it, where
--    something is decided.
-- Nobody ever decides on a request that they filed or that concerns them, whatever rights they hold.
create or replace function task_holder_on(day date) returns table (task_key text, person_id uuid)
  language sql stable as $$
  select t.key, r.agent_id
    from task t join request r on r.id = t.request_id
   where (t.role = 'agent' or (t.role = 'demandeur' and r.filed_by_id is null)) and t.state in ('created', 'completing')
  union
  select t.key, s.person_id
    from task t
    join request r on r.id = t.request_id
    cross join lateral (
      select h.person_id, bool_or(h.person_id = r.filed_by_id) over () as filer_among
        from structure_above a
        join circuit_version v on v.id = r.version_id
        join habilitation h on h.structure_id = a.above_id and h.role = v.sheet ->> 'startedBy'
       where a.structure_id = r.structure_id and h.person_id <> r.agent_id
         and h."from" <= day and (h.until is null or h.until >= day)) s
   where t.role = 'demandeur' and r.filed_by_id is not null and t.state in ('created', 'completing')
     and (s.person_id = r.filed_by_id or not s.filer_among)
  union
  select t.key, h.person_id
    from task t
    join request r on r.id = t.request_id
    join structure_above a on a.structure_id = r.structure_id
    join habilitation h on h.structure_id = a.above_id and h.role = t.role
   where t.role not in ('agent', 'demandeur', 'superieur') and t.state in ('created', 'completing')
     and h."from" <= day and (h.until is null or h.until >= day)
     and h.person_id <> r.agent_id
     and (t.decision in ('complement', 'correction') or h.person_id is distinct from r.filed_by_id)
  union
  select t.key, h.person_id
    from task t
    join request r on r.id = t.request_id
    join structure_above a on a.structure_id = r.structure_id
    join habilitation h on h.structure_id = a.above_id and h.role = 'superieur'
   where t.role = 'superieur' and t.state in ('created', 'completing')
     and h."from" <= day and (h.until is null or h.until >= day)
     and h.person_id <> r.agent_id and h.person_id is distinct from r.filed_by_id
     and not exists (select from absence x where x.person_id = h.person_id and x."from" <= day and x.until >= day)
     and not exists (
       select from structure_above nearer
         join habilitation n on n.structure_id = nearer.above_id and n.role = 'superieur'
        where nearer.structure_id = r.structure_id and nearer.distance < a.distance
          and n."from" <= day and (n.until is null or n.until >= day)
          and n.person_id <> r.agent_id and n.person_id is distinct from r.filed_by_id
          and not exists (select from absence x where x.person_id = n.person_id and x."from" <= day and x.until >= day))
$$;

-- ── Pay ──────────────────────────────────────────────────────────────────────

-- What is to pay is written once; only how far it went is written after. A piece that left is taken back by a recall.
create function pay_piece_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'pay piece %: it cannot be removed', old.id;
  end if;
  if old.sent_at is not null and new.batch_id is distinct from old.batch_id
     and not exists (select from pay_batch b where b.id = old.batch_id and b.recalled_at is not null) then
    raise exception 'pay piece %: it left with a bordereau that was not recalled', old.id;
  end if;
  return new;
end $$;
create trigger pay_piece_stays before update or delete on pay_piece for each row execute function pay_piece_stays();
