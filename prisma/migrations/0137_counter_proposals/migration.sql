-- What a visa proposed instead of what was asked, once the agent accepted it: request.data stays as it was filed, these values stand over
-- it from then on (domain/request/proposal.ts).
CREATE TABLE "request_amendment" (
    "acceptance_id" UUID NOT NULL,
    "proposal_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "values" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "request_amendment_pkey" PRIMARY KEY ("acceptance_id")
);
CREATE UNIQUE INDEX "request_amendment_proposal_id_key" ON "request_amendment"("proposal_id");
CREATE INDEX "request_amendment_request_id_idx" ON "request_amendment"("request_id");
ALTER TABLE "request_amendment" ADD CONSTRAINT "request_amendment_acceptance_id_fkey" FOREIGN KEY ("acceptance_id") REFERENCES "decision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "request_amendment" ADD CONSTRAINT "request_amendment_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "decision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "request_amendment" ADD CONSTRAINT "request_amendment_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table request_amendment add constraint request_amendment_says_something
  check (jsonb_typeof("values") = 'object' and "values" <> '{}');

-- Two people, in that order: somebody who is not the agent proposed these very values in a visa of this request, and its agent, and
-- nobody else, accepted them, before anything was signed. Nothing that is sealed is changed so.
create function request_amendment_is_agreed() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  asked request%rowtype;
  proposed decision%rowtype;
  accepted decision%rowtype;
begin
  select * into asked from request where id = new.request_id for no key update;
  select * into proposed from decision where id = new.proposal_id;
  select * into accepted from decision where id = new.acceptance_id;
  if proposed.request_id <> asked.id or accepted.request_id <> asked.id
     or (proposed.kind, proposed.outcome) <> ('visa', 'proposed') or (accepted.kind, accepted.outcome) <> ('answer', 'accepted')
     or proposed.confirmed_at is null or accepted.confirmed_at is null
     or proposed.author_id = asked.agent_id or accepted.author_id <> asked.agent_id then
    raise exception 'request %: what changes it is proposed to its agent, who accepts it', new.request_id using errcode = 'check_violation';
  end if;
  if exists (select from decision d
              where d.request_id = asked.id and d.kind in ('visa', 'answer') and d.voided_at is null and d.id <> accepted.id
                and d.recorded_at > proposed.recorded_at) then
    raise exception 'request %: the proposal is not the last word', new.request_id using errcode = 'check_violation';
  end if;
  if new."values" is distinct from (select i.answers from decision_intent i where i.id = proposed.id)
     or exists (select from jsonb_each(new."values") v where asked.data #>> array[v.key, 'sealed'] is not null
                                                          or v.value #>> array['sealed'] is not null) then
    raise exception 'request %: these are not the values that were proposed', new.request_id using errcode = 'check_violation';
  end if;
  if asked.closed_at is not null
     or exists (select from decision d where d.request_id = asked.id and d.kind = 'signature' and d.outcome = 'signed'
                                         and d.voided_at is null) then
    raise exception 'request %: what is signed is not changed', new.request_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger request_amendment_is_agreed before insert on request_amendment
  for each row execute function request_amendment_is_agreed();

create function request_amendment_stays() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  raise exception 'request_amendment: what was agreed stays' using errcode = 'check_violation';
end $$;
create trigger request_amendment_stays before update or delete on request_amendment
  for each row execute function request_amendment_stays();

-- What a request answers: what it was filed with, what the result of its campaign says, what its agent accepted since, the last word over
-- the others. A value that was accepted as null is one that is not answered any more. The one place where it is read.
create function request_answers(request uuid, filed jsonb) returns jsonb language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select (filed || coalesce((select x.answers from campaign_result x where x.request_id = request), '{}') || changed.to)
         - array(select v.key from jsonb_each(changed.to) v where v.value = 'null')
    from (select coalesce(jsonb_object_agg(v.key, v.value order by a.at, a.acceptance_id), '{}') as to
            from request_amendment a, jsonb_each(a."values") v where a.request_id = request) changed
$$;

-- What the situation is written from, in the functions that held it against what was filed.
do $$
declare
  written text;
  former text;
  reader text;
begin
  foreach reader in array array['situation_entry_is_as_asked', 'situation_entry_counts_days', 'situation_entry_ends_a_period'] loop
    written := pg_get_functiondef((reader || '()')::regprocedure);
    former := case reader when 'situation_entry_is_as_asked'
                then 'select r.data || coalesce((select x.answers from campaign_result x where x.request_id = r.id), ''{}''),'
                else 'select r.data into asked' end;
    if position(former in written) = 0 then
      raise exception '% reads nothing of a request', reader;
    end if;
    execute replace(written, former,
      case reader when 'situation_entry_is_as_asked' then 'select request_answers(r.id, r.data),'
        else 'select request_answers(r.id, r.data) into asked' end);
  end loop;
end $$;
