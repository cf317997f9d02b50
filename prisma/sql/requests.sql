-- Requests: drafts, filing, pieces, progress, silence, the time to stop one, amendments, interventions, closing.

-- Gives the next number of a request: « 2026-000123 », then « 2027-1000000 » after « 2027-999999 »: six digits at least.
-- `lpad` alone would cut a longer number, and ten requests in a row would ask for the same one.
create or replace function next_request_number(filed_at timestamp with time zone) returns text
  language sql
  return (select to_char(filed_at at time zone 'Europe/Paris', 'YYYY') || '-' || lpad(digits, greatest(6, length(digits)), '0')
            from (select nextval('request_number')::text as digits) as counted);

-- Writes again who acted on these requests besides their agent: the lists of requests that a person handled read it.
-- Safe to call at any time: it writes what requests and their decisions say.
create or replace function keep_acted_requests(requests uuid[]) returns void
  language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  with acted as materialized (
    select d.request_id, d.author_id as person_id from decision d
     where d.request_id = any (requests) and d.voided_at is null
    union
    select r.id, r.filed_by_id from request r where r.id = any (requests) and r.filed_by_id is not null),
  gone as (
    delete from acted_request k
     where k.request_id = any (requests)
       and not exists (select from acted a where (a.request_id, a.person_id) = (k.request_id, k.person_id)))
  insert into acted_request (request_id, person_id, filed_at, kind, agent_name)
  select r.id, a.person_id, r.filed_at, r.kind, task_agent_name(p.last_name, p.first_name)
    from acted a join request r on r.id = a.request_id join person p on p.id = r.agent_id
   where a.person_id <> r.agent_id
  on conflict (request_id, person_id) do nothing;
end $$;

-- Computes what a request answers: what was filed, with its amendments and the post that a campaign gave.
-- Most requests have neither, and are returned as they were filed.
create or replace function request_answers(request uuid, filed jsonb) returns jsonb
  language plpgsql stable
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (select from request_amendment a where a.request_id = request)
     and not exists (select from campaign_result x where x.request_id = request) then
    return filed;
  end if;
  return (
    select (filed || coalesce((select x.answers from campaign_result x where x.request_id = request), '{}') || changed.to)
           - array(select v.key from jsonb_each(changed.to) v where v.value = 'null')
      from (select coalesce(jsonb_object_agg(v.key, v.value order by a.at, a.acceptance_id), '{}') as to
              from request_amendment a, jsonb_each(a."values") v where a.request_id = request) changed);
end $$;

-- Gives how long the law leaves to answer a request of a kind. domain/calendar/silence-rule.ts says the same (G2).
-- A complement lengthens it (domain/calendar/deadline.ts); it never ends before these months, counted from the filing.
create or replace function silence_delay(of_kind text) returns interval
  language sql immutable
  set search_path = pg_catalog, public, pg_temp as $$
  select case when of_kind = 'activite-accessoire' then interval '1 month' else interval '2 months' end
$$;

-- Gives what the law makes of silence on a request of a kind: acceptance or rejection.
-- No circuit changes it (G2). domain/calendar/silence-rule.ts says the same.
create or replace function silence_meaning(of_kind text) returns text
  language sql immutable
  set search_path = pg_catalog, public, pg_temp as $$
  select case when of_kind in ('detachement', 'disponibilite', 'disponibilite-pour-convenances-personnelles',
                               'disponibilite-pour-creation-d-entreprise')
              then 'acceptance' else 'rejection' end
$$;

-- Refuses a decision or an effect of a request that an operator cancelled.
-- Its circuit may still act until the engine ends it.
create or replace function cancelled_stays() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select from request_event e where e.request_id = new.request_id and e.kind = 'cancelled') then
    raise exception 'request %: it was cancelled', new.request_id using errcode = 'check_violation';
  end if;
  return new;
end $$;

create or replace trigger draft_starts_on_no_withdrawn_version before insert or update of version_id on draft
  for each row execute function circuit_version_is_not_withdrawn();

-- Refuses to change a piece once it is filed with a request; before, it may be given its request.
-- An elimination may erase its file name.
create or replace function piece_stays_as_filed() returns trigger
  language plpgsql
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
create or replace trigger piece_stays_as_filed before update on piece for each row
  when (old.request_id is not null
        and (old.request_id, old.sha256, old.size, old.media_type, old.file_name, old.piece_type, old.owner_id, old.uploaded_at)
            is distinct from
            (new.request_id, new.sha256, new.size, new.media_type, new.file_name, new.piece_type, new.owner_id, new.uploaded_at))
  execute function piece_stays_as_filed();

-- Refuses to change whether a piece is closed (medical): who may open it is said once (G5).
create or replace function piece_stays_closed() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  raise exception 'piece %: who may open it is said once', old.id using errcode = 'check_violation';
end $$;
create or replace trigger piece_stays_closed before update on piece for each row
  when (old.closed is distinct from new.closed) execute function piece_stays_closed();

-- Refuses to delete a piece that was filed with a request.
create or replace function piece_stays_filed() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  raise exception 'piece %: filed with a request, it cannot be removed', old.id;
end $$;
create or replace trigger piece_stays_filed before delete on piece
  for each row when (old.request_id is not null) execute function piece_stays_filed();

-- Records that somebody else than the agent filed a request, in the list of requests that they handled.
create or replace function filing_is_acted() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  perform keep_acted_requests(array[new.id]);
  return null;
end $$;
create or replace trigger filing_is_acted after insert on request
  for each row when (new.filed_by_id is not null) execute function filing_is_acted();

-- Refuses a contestation unless it is of a decision about the same agent: granted, refused, or a sealed act.
create or replace function request_contests_its_own() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if not exists (
    select from request c where c.id = new.contests_id and c.agent_id = new.agent_id
       and (c.outcome in ('granted', 'refused')
            or exists (select from act a where a.request_id = c.id and a.sealed_at is not null))) then
    raise exception 'request %: it contests no decision of its own agent', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger request_contests_its_own before insert on request
  for each row when (new.contests_id is not null) execute function request_contests_its_own();

-- Refuses a kind to a person whose status it is not offered to (`offeredTo` of the manifest). An unknown status is let through.
create or replace function request_is_offered() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  offered jsonb;
  status text;
begin
  select coalesce(v.sheet -> 'offeredTo', '[]') into offered from circuit_version v where v.id = new.version_id;
  if by_owner() or offered = '[]' then return new; end if;
  status := status_on(new.agent_id, (now() at time zone 'Europe/Paris')::date);
  if status is not null and not offered ? status then
    raise exception 'request: « % » is not offered to this status', new.kind using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger request_is_offered before insert on request for each row execute function request_is_offered();

-- Refuses a request entered from paper without the signed paper among its pieces.
-- Deferred to the end of the transaction that files it. domain/request/on-paper.ts.
create or replace function request_on_paper_has_its_paper() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (select from piece p where p.request_id = new.id and p.piece_type = 'signed-paper') then
    raise exception 'request %: the paper that its agent signed is missing', new.id using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger request_on_paper_has_its_paper after insert on request deferrable initially deferred
  for each row when (new.on_paper) execute function request_on_paper_has_its_paper();

-- Refuses an outcome that the request's rows do not support, whatever its circuit says (G2).
-- Granted: effects applied, a sealed act, an agreement or a silence. Refused: reasons, a refusal act or a silence.
-- Withdrawn: an accepted withdrawal. domain/request/outcome-grounds.ts says the same.
create or replace function request_outcome_has_grounds() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  manifest jsonb;
  effects jsonb;
  applied jsonb;
  sealed text;
  silence text;
  refused boolean;
  grounded boolean;
begin
  if by_owner() then return new; end if;
  if tg_op = 'INSERT' then
    raise exception 'request: it is filed before it is closed' using errcode = 'check_violation';
  end if;
  if old.outcome is not null then
    raise exception 'request %: it was closed already', old.id using errcode = 'check_violation';
  end if;
  select v.sheet into manifest from circuit_version v where v.id = new.version_id;
  effects := coalesce(manifest -> 'effects', '[]');
  select coalesce(jsonb_agg(e.theme), '[]') into applied from situation_entry e where e.request_id = new.id;
  select a.template into sealed from act a where a.request_id = new.id and a.sealed_at is not null
   order by a.sealed_at desc, a.id desc limit 1;
  select e.detail ->> 'means' into silence from request_event e where e.request_id = new.id and e.kind = 'silence'
   order by e.at desc, e.id desc limit 1;
  select exists (
      select from decision d join decision_intent i on i.id = d.id
       where d.request_id = new.id and d.confirmed_at is not null and d.voided_at is null and d.author_id <> new.agent_id
         and (d.kind, d.outcome) in (('visa', 'refused'), ('signature', 'refused'), ('check', 'unconfirmed'))
         and (i.reason is not null or (i.reason_law is not null and i.reason_fact is not null))) into refused;
  grounded := case new.outcome
    when 'granted' then
      case when effects <> '[]' then applied @> effects
           when applied <> '[]' or sealed = 'act' then true
           when sealed is not null or refused then false
           when silence = 'acceptance' then true
           else exists (
             select from decision d
              where d.request_id = new.id and d.confirmed_at is not null and d.voided_at is null
                and d.author_id <> new.agent_id and d.author_id is distinct from new.filed_by_id
                and case circuit_decides(manifest)
                      when 'visa' then (d.kind, d.outcome) in (('visa', 'approved'), ('check', 'confirmed'))
                      when 'opinion' then (d.kind, d.outcome) = ('opinion', 'favorable') end)
      end
    when 'refused' then applied = '[]' and sealed is distinct from 'act'
                    and (sealed = 'refusal' or refused or silence = 'rejection'
                      or exists (select from campaign_result c where c.request_id = new.id and c.post_code is null))
    when 'withdrawn' then exists (select from withdrawal w where w.request_id = new.id and w.accepted_at is not null)
    when 'closed' then true end;
  if grounded is not true then
    raise exception 'request %: nothing stands behind the outcome « % »', new.id, new.outcome
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger request_filed_open before insert on request for each row
  when (new.outcome is not null) execute function request_outcome_has_grounds();
create or replace trigger request_outcome_has_grounds before update of outcome on request for each row
  when (old.outcome is distinct from new.outcome) execute function request_outcome_has_grounds();

-- Refuses to change the outcome or the end of a request that is closed.
create or replace function request_stays_closed() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  raise exception 'request %: it was closed already', old.id using errcode = 'check_violation';
end $$;
create or replace trigger request_stays_closed before update of outcome, closed_at on request for each row
  when (old.closed_at is not null and (old.outcome, old.closed_at) is distinct from (new.outcome, new.closed_at))
  execute function request_stays_closed();

-- Refuses that silence speaks earlier than the law says for the kind (G2), on the clock of the request's structure.
create or replace function silence_at_is_of_the_law() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  clock text := (select s.time_zone from structure s where s.id = new.structure_id);
begin
  if by_owner() or (new.silence_at at time zone clock)::date
       >= ((new.filed_at at time zone clock)::date + silence_delay(new.kind))::date then
    return new;
  end if;
  raise exception 'request %: its silence speaks no earlier than the law says', new.id using errcode = 'check_violation';
end $$;
create or replace trigger silence_at_is_of_the_law before insert or update of silence_at on request for each row
  when (new.silence_at is not null) execute function silence_at_is_of_the_law();

-- Refuses that the time to stop a change is set at the filing, or for less than a day ahead.
-- domain/pay/cooling-off.ts counts to the end of the next day: 23 hours on a night that loses one.
create or replace function stop_until_is_ahead() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() or (tg_op = 'UPDATE' and new.stop_until >= clock_timestamp() + interval '23 hours') then return new; end if;
  raise exception 'request %: until when it can be stopped is said after its filing, a day ahead', new.id
    using errcode = 'check_violation';
end $$;
create or replace trigger stop_until_after_filing before insert on request for each row
  when (new.stop_until is not null) execute function stop_until_is_ahead();
create or replace trigger stop_until_is_ahead before update of stop_until on request for each row
  when (old.stop_until is null and new.stop_until is not null) execute function stop_until_is_ahead();

-- Refuses to start the time to stop a change before two people agreed, one of finance (G2).
-- Keeps which decisions stood then: the change stands on these alone (change_has_waited).
create or replace function stop_until_needs_agreement() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  -- Set already: it stays (stop_until_stays), for the decisions it was set for.
  if tg_op = 'UPDATE' and old.stop_until is not null then
    return new;
  end if;
  new.stop_decision_ids := agreements_of(new.id);
  if not by_owner() and not exists (
      select from decision called join task ct on ct.key = called.task_key
        join decision other on other.request_id = called.request_id and other.author_id <> called.author_id
        join task ot on ot.key = other.task_key
       where called.id = any (new.stop_decision_ids) and called.kind = 'check'
         and other.id = any (new.stop_decision_ids) and 'financier' in (ct.role, ot.role)) then
    raise exception 'request %: no time to stop it runs before two people agreed', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger stop_until_needs_agreement before insert or update of stop_until on request for each row
  when (new.stop_until is not null) execute function stop_until_needs_agreement();

-- Refuses to change until when a change can be stopped: its agent was told so.
create or replace function stop_until_stays() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if not by_owner() then
    raise exception 'request %: until when it can be stopped was said already', old.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger stop_until_stays before update of stop_until on request for each row
  when (old.stop_until is not null and old.stop_until is distinct from new.stop_until)
  execute function stop_until_stays();

-- Records, when a request closes, why its acts that nobody signed keep a number that is not used.
create or replace function unsigned_number_is_explained() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  update registered_act n
     set state = 'unused', unused_because = case when new.outcome = 'granted' then 'replaced' else coalesce(new.outcome, 'closed') end
   where n.request_id = new.id and n.state = 'reserved';
  return null;
end $$;
create or replace trigger unsigned_number_is_explained after update of closed_at on request
  for each row when (old.closed_at is null and new.closed_at is not null) execute function unsigned_number_is_explained();

-- Notifies screens that a request changed.
-- The payload carries ids, never content; PostgreSQL sends equal ones once a transaction.
create or replace function ring_request() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_notify('harmonie_change', 'request:' || new.id);
  return null;
end $$;
create or replace trigger request_rings after insert or update on request for each row execute function ring_request();

create or replace trigger request_starts_on_no_withdrawn_version before insert on request
  for each row execute function circuit_version_is_not_withdrawn();

-- Refuses an amendment unless a visa proposed these very values and the agent accepted them, nothing having been said since.
-- Both are confirmed decisions of this request, before any signature. A sealed value is never amended.
-- domain/request/proposal.ts.
create or replace function request_amendment_is_agreed() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
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
create or replace trigger request_amendment_is_agreed before insert on request_amendment
  for each row execute function request_amendment_is_agreed();

-- Refuses to change or delete an amendment. An elimination may empty its values.
create or replace function request_amendment_stays() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and is_eliminated(old.request_id) and new."values" = '{}' then return new; end if;
  raise exception 'request_amendment: what was agreed stays' using errcode = 'check_violation';
end $$;
create or replace trigger request_amendment_stays before update or delete on request_amendment
  for each row execute function request_amendment_stays();

-- Refuses to cancel what was decided with legal effect: a signature, a sealed act, an effect, a silence that accepts.
-- The request must be closed first. domain/request/cancellation.ts says the same before.
create or replace function cancelled_undecided() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if not exists (select from request r where r.id = new.request_id and r.outcome = 'closed') then
    raise exception 'request %: it is not closed', new.request_id using errcode = 'check_violation';
  end if;
  if exists (select from decision d where d.request_id = new.request_id and d.voided_at is null
                                      and (d.kind, d.outcome) = ('signature', 'signed'))
     or exists (select from act a where a.request_id = new.request_id and a.sealed_at is not null)
     or exists (select from situation_entry e where e.request_id = new.request_id)
     or exists (select from request_event e where e.request_id = new.request_id and e.kind = 'silence'
                                              and e.detail ->> 'means' = 'acceptance') then
    raise exception 'request %: what was decided is not cancelled', new.request_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger cancelled_undecided before insert on request_event for each row
  when (new.kind = 'cancelled') execute function cancelled_undecided();

-- Refuses an intervention (cancelled, moved, fact put right) without a reason, by anyone but an administrator of the structure.
-- Never by the request's own agent.
create or replace function intervened_by_right() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if length(trim(coalesce(new.detail ->> 'reason', ''))) not between 3 and 1000 then
    raise exception 'request %: nobody intervenes without a reason', new.request_id using errcode = 'check_violation';
  end if;
  if not exists (select from request r join structure_above a on a.structure_id = r.structure_id
                   join habilitation h on h.structure_id = a.above_id and h.role = 'administrateur'
                  where r.id = new.request_id and h.person_id = new.actor_id and r.agent_id <> new.actor_id
                    and h."from" <= paris_day(new.at) and (h.until is null or h.until >= paris_day(new.at))) then
    raise exception 'request %: not theirs to act on', new.request_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger intervened_by_right before insert on request_event for each row
  when (new.kind in ('cancelled', 'moved', 'fact-set')) execute function intervened_by_right();

-- Refuses to record a silence before its day, for somebody who was answered, or with another meaning than the law's (G2).
-- Goes by the database's clock.
create or replace function silence_is_over() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if not exists (
      select from request r where r.id = new.request_id and r.silence_at <= clock_timestamp()
         and not exists (select from act a where a.request_id = r.id and a.sealed_at is not null)
         and not exists (select from situation_entry e where e.request_id = r.id)) then
    raise exception 'request %: its delay is not over', new.request_id using errcode = 'check_violation';
  end if;
  if new.detail ->> 'means' is distinct from
     (select silence_meaning(r.kind) from request r where r.id = new.request_id) then
    raise exception 'request %: the law gives its silence another meaning', new.request_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger silence_is_over before insert on request_event for each row
  when (new.kind = 'silence') execute function silence_is_over();

-- Notifies screens that the progress of a request changed (prisma/connection/channels.ts).
create or replace function ring_request_event() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_notify('harmonie_change', 'request:' || new.request_id);
  return null;
end $$;
create or replace trigger request_event_rings after insert on request_event for each row execute function ring_request_event();
create or replace trigger request_step_notifies after insert or update on request_step
  for each row execute function ring_request_event();

-- Refuses to change when a proof of identity at filing served: it serves once.
create or replace trigger submission_proof_said_once before update on submission_proof for each row
  when (old.used_at is not null and new.used_at is distinct from old.used_at)
  execute function said_once();

-- Refuses to answer a withdrawal again.
create or replace trigger withdrawal_said_once before update on withdrawal for each row
  when ((old.accepted_at is not null or old.refused_at is not null)
    and (new.accepted_at, new.refused_at) is distinct from (old.accepted_at, old.refused_at))
  execute function said_once();
