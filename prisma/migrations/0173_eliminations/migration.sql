-- Acts whose retention is over and that are to be destroyed: one person proposes which, another one approves, a worker removes what
-- they say. What stays of each, for ever: its number and hash, its kind and days, who proposed, who approved, by which rule.
CREATE TABLE "elimination" (
    "id" UUID NOT NULL,
    "proposed_by_id" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "grid_number" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "remark" TEXT,

    CONSTRAINT "elimination_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "eliminated_act" (
    "elimination_id" UUID NOT NULL,
    "act_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "signed_on" DATE NOT NULL,
    "kept_until" DATE NOT NULL,
    "years" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "eliminated_at" TIMESTAMPTZ(3),

    CONSTRAINT "eliminated_act_pkey" PRIMARY KEY ("elimination_id","act_id")
);
CREATE INDEX "elimination_proposed_at_id_idx" ON "elimination"("proposed_at", "id");
CREATE INDEX "eliminated_act_request_id_idx" ON "eliminated_act"("request_id");
ALTER TABLE "elimination" ADD CONSTRAINT "elimination_proposed_by_id_fkey" FOREIGN KEY ("proposed_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "elimination" ADD CONSTRAINT "elimination_decided_by_id_fkey" FOREIGN KEY ("decided_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "eliminated_act" ADD CONSTRAINT "eliminated_act_elimination_id_fkey" FOREIGN KEY ("elimination_id") REFERENCES "elimination"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "eliminated_act" ADD CONSTRAINT "eliminated_act_act_id_fkey" FOREIGN KEY ("act_id") REFERENCES "act"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table elimination
  add constraint elimination_state check (state in ('proposed', 'approved', 'refused')),
  add constraint elimination_by_two check (decided_by_id <> proposed_by_id),
  add constraint elimination_is_decided check (
    (state = 'proposed') = (decided_at is null) and (decided_at is null) = (decided_by_id is null)
    and (state = 'refused') = (remark is not null));
alter table eliminated_act
  add constraint eliminated_act_state check (state in ('proposed', 'approved', 'refused', 'eliminated')),
  add constraint eliminated_act_is_done check ((state = 'eliminated') = (eliminated_at is not null)),
  add constraint eliminated_act_sha256 check (sha256 ~ '^[0-9a-f]{64}$');
-- An act is in one proposal at a time, and eliminated once.
create unique index eliminated_act_once on eliminated_act (act_id) where state <> 'refused';

create function elimination_goes_forward() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' and new.state = 'proposed' then return new; end if;
  if tg_op = 'UPDATE' and old.state = 'proposed' and new.state in ('approved', 'refused')
     and (new.id, new.proposed_by_id, new.proposed_at, new.reason, new.grid_number)
           is not distinct from (old.id, old.proposed_by_id, old.proposed_at, old.reason, old.grid_number) then
    return new;
  end if;
  raise exception 'elimination: it is proposed, then decided once, and stays' using errcode = 'check_violation';
end $$;
create trigger elimination_goes_forward before insert or update or delete on elimination
  for each row execute function elimination_goes_forward();

-- Its acts are proposed with it, sealed ones with what they are; decided with it; eliminated by eliminate_request alone.
create function eliminated_act_follows() returns trigger language plpgsql
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
          or old.state = 'approved' and new.state = 'eliminated' and of.state = 'approved' and by_owner()) then
    return new;
  end if;
  raise exception 'eliminated act: what is said of it stays' using errcode = 'check_violation';
end $$;
create trigger eliminated_act_follows before insert or update or delete on eliminated_act
  for each row execute function eliminated_act_follows();

-- Whether what a request was about is being removed: all that guards it lets that pass, and nothing else.
create function is_eliminated(request uuid) returns boolean language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select by_owner() and exists (select from eliminated_act e where e.request_id = request and e.state = 'eliminated')
$$;

create or replace function act_stays_sealed() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and is_eliminated(old.request_id) and new.content = '{}'
     and not new.evidence ?| array['agent', 'author', 'steps', 'pieces']
     and (new.id, new.request_id, new.template, new.title, new.decision_id, new.preview_sha256, new.sealed_sha256, new.sealed_size,
          new.signed_at, new.sealed_at)
           is not distinct from
         (old.id, old.request_id, old.template, old.title, old.decision_id, old.preview_sha256, old.sealed_sha256, old.sealed_size,
          old.signed_at, old.sealed_at) then
    return new;
  end if;
  raise exception 'act %: sealed, it can be neither changed nor removed', old.id;
end $$;

create or replace function piece_stays_as_filed() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if is_eliminated(old.request_id)
     and (old.request_id, old.sha256, old.size, old.media_type, old.piece_type, old.owner_id, old.uploaded_at)
           is not distinct from
         (new.request_id, new.sha256, new.size, new.media_type, new.piece_type, new.owner_id, new.uploaded_at) then
    return new;
  end if;
  raise exception 'piece %: filed with a request, it cannot be changed', old.id using errcode = 'check_violation';
end $$;

create or replace function request_amendment_stays() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and is_eliminated(old.request_id) and new."values" = '{}' then return new; end if;
  raise exception 'request_amendment: what was agreed stays' using errcode = 'check_violation';
end $$;

-- Requests that are over, that nothing under way contests, and all of whose sealed acts are among these.
create function eliminable_requests(acts uuid[]) returns setof uuid language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select r.id from request r
   where r.id in (select a.request_id from act a where a.id = any(acts)) and r.closed_at is not null
     and not exists (select from act a where a.request_id = r.id and a.sealed_at is not null and a.id <> all(acts))
     and not exists (select from request c where c.contests_id = r.id and c.closed_at is null)
     and not exists (select from act a join act_deposit d on d.act_id = a.id where a.request_id = r.id and d.state = 'waiting')
$$;

-- Removes what a request and its acts say, once two people agreed; answers how many acts. The hashes stay, and the chain with them.
create function eliminate_request(of_elimination uuid, of_request uuid, done_at timestamptz) returns integer
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  acts uuid[];
begin
  select array_agg(e.act_id) into acts from eliminated_act e join elimination n on n.id = e.elimination_id
   where e.elimination_id = of_elimination and e.request_id = of_request and e.state = 'approved' and n.state = 'approved';
  if acts is null then return 0; end if;
  perform from request r where r.id = of_request for update;
  if of_request not in (select eliminable_requests(acts)) then
    raise exception 'request %: something of it is still needed', of_request using errcode = 'check_violation';
  end if;
  update eliminated_act set state = 'eliminated', eliminated_at = done_at
   where elimination_id = of_elimination and request_id = of_request;
  delete from act_preview p using act a where a.id = p.act_id and a.request_id = of_request;
  update act set content = '{}', effects = null,
                 evidence = jsonb_build_object('version', evidence -> 'version', 'act', evidence -> 'act')
   where request_id = of_request and sealed_at is not null;
  update act set content = '{}' where request_id = of_request and sealed_at is null;
  update dossier_piece set withdrawn_at = done_at where act_id = any(acts) and withdrawn_at is null;
  update piece set file_name = '' where request_id = of_request;
  update request_amendment set "values" = '{}' where request_id = of_request;
  update decision_intent set reason = null, reason_law = null, reason_fact = null, answers = null where request_id = of_request;
  update request_event set detail = '{}' where request_id = of_request;
  update draft set data = '{}' where id = (select r.draft_id from request r where r.id = of_request);
  update request set data = '{}' where id = of_request;
  return cardinality(acts);
end $$;
