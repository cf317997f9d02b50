-- Decisions at tasks: what was decided by whom, their effects on who holds what, and several tasks decided at once.

-- Lists the confirmed decisions that agree to a request, except those of its agent and of the person who started it.
-- domain/effect/guarantee.ts says the same.
create or replace function agreements_of(request uuid) returns uuid[]
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(array_agg(d.id), '{}')
    from decision d join request r on r.id = d.request_id
   where r.id = $1 and d.confirmed_at is not null and d.voided_at is null
     and (d.kind, d.outcome) in (('visa', 'approved'), ('check', 'confirmed'))
     and d.author_id <> r.agent_id and d.author_id is distinct from r.filed_by_id
$$;

-- Refuses a decision that is not what its task asks and its intent says, or whose author does not hold the task today (G5).
-- Workers ask the same, and more (workers/listeners/user-task-completing/judge.ts).
create or replace function decision_is_of_its_holder() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if not exists (
      select from task t join decision_intent i on i.task_key = t.key
       where t.key = new.task_key and t.request_id = new.request_id and t.element_id = new.element_id
         and t.decision = new.kind and i.id = new.id and i.request_id = new.request_id
         and i.author_id = new.author_id and i.outcome = new.outcome) then
    raise exception 'decision: it is not what its task asks and its intent says' using errcode = 'check_violation';
  end if;
  if not exists (
      select from task_holders(array[new.task_key], paris_day(now())) h where h.person_id = new.author_id) then
    raise exception 'decision: its author does not hold task %', new.task_key using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger decision_is_of_its_holder before insert on decision
  for each row execute function decision_is_of_its_holder();

-- Refuses a signature without its own proof of identity: of this task and person, for the very bytes they were shown.
-- Given at most five minutes before, and spent on it alone (decision_intent.step_up_id is unique). The portal asks the same.
create or replace function signature_is_proved() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() or new.kind <> 'signature' or new.outcome <> 'signed' then return new; end if;
  if not exists (
       select from decision_intent i join step_up_proof p on p.id = i.step_up_id
        where i.id = new.id and i.task_key = new.task_key and i.author_id = new.author_id
          and p.task_key = new.task_key and p.person_id = new.author_id and p.sha256 = i.shown_sha256
          and p.used_at is not null and i.decided_at < p.expires_at) then
    raise exception 'decision %: no proof of this task, of this person, for what they were shown', new.id
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger signature_is_proved before insert on decision
  for each row execute function signature_is_proved();

-- Recomputes who holds a request's waiting tasks after a decision: its author may not decide again where two people must.
-- On paper, the person who completed it for the agent decides nothing; at N+2, nobody who decided as supérieur.
create or replace function decision_changes_holdings() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  perform keep_task_holdings(array_agg(t.key))
    from now_so d join request r on r.id = d.request_id join task t on t.request_id = d.request_id
   where t.state = 'created' and (r.on_paper or t.role = 'superieur-n2' or d.element_id = any (t.distinct_from))
  having count(*) > 0;
  return null;
end $$;
create or replace trigger decision_changes_holdings_when_voided after update on decision referencing new table as now_so
  for each statement execute function decision_changes_holdings();
create or replace trigger decision_changes_holdings_when_written after insert on decision referencing new table as now_so
  for each statement execute function decision_changes_holdings();

-- Records that a decision's author acted on its request; once a decision is voided, recomputes who did.
create or replace function decision_is_acted() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op <> 'INSERT' then
    perform keep_acted_requests(array[new.request_id]);
  elsif new.voided_at is null then
    insert into acted_request (request_id, person_id, filed_at, kind, agent_name)
    select r.id, new.author_id, r.filed_at, r.kind, task_agent_name(p.last_name, p.first_name)
      from request r join person p on p.id = r.agent_id
     where r.id = new.request_id and r.agent_id <> new.author_id
    on conflict (request_id, person_id) do nothing;
  end if;
  return null;
end $$;
create or replace trigger decision_is_acted_when_voided after update of voided_at on decision
  for each row when (old.voided_at is distinct from new.voided_at) execute function decision_is_acted();
create or replace trigger decision_is_acted_when_written after insert on decision
  for each row execute function decision_is_acted();

-- Notifies the screens of somebody who signed or decided several at once that one of these was recorded, refused or sealed.
-- The trigger of table act stands in acts.sql.
create or replace function tell_signed_in_batch() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  decided uuid;
  author uuid;
begin
  if tg_table_name = 'decision' then decided := new.id; else decided := new.decision_id; end if;
  select p.person_id into author from decision_intent i join step_up_proof p on p.id = i.step_up_id
   where i.id = decided and p.batch_id is not null;
  if author is null then
    select b.person_id into author from decision_batch_item x join decision_batch b on b.id = x.batch_id
     where x.intent_id = decided limit 1;
  end if;
  if author is not null then perform pg_notify('harmonie_change', 'batch:' || author); end if;
  return null;
end $$;
create or replace trigger decision_in_batch after insert or update of voided_at on decision
  for each row execute function tell_signed_in_batch();
create or replace trigger decision_reply_in_batch after insert on decision_reply
  for each row execute function tell_signed_in_batch();

create or replace trigger decision_of_no_cancelled before insert on decision for each row execute function cancelled_stays();

-- Refuses to change when a decision was confirmed or voided.
create or replace trigger decision_said_once before update on decision for each row
  when (old.confirmed_at is not null and new.confirmed_at is distinct from old.confirmed_at
     or old.voided_at is not null and new.voided_at is distinct from old.voided_at)
  execute function said_once();

-- Refuses to stop, end or read a batch of decisions twice.
create or replace function decision_batch_goes_forward() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if (old.stop_asked_at is not null and new.stop_asked_at is distinct from old.stop_asked_at)
     or (old.ended_at is not null and new.ended_at is distinct from old.ended_at)
     or (old.seen_at is not null and new.seen_at is distinct from old.seen_at) then
    raise exception 'decision batch %: that was written already', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger decision_batch_goes_forward before update on decision_batch
  for each row execute function decision_batch_goes_forward();

-- Its author's screens follow it: as it goes on, and as what it decided is recorded or refused.
create or replace trigger decision_batch_changes after insert or update on decision_batch
  for each row execute function tell_signing_batch();

-- Refuses an item added after its batch was made, or whose result is written twice or by no intent of the same person.
-- What is asked of each task is written with the batch; its result is an intent on that task, or why it was refused.
create or replace function decision_batch_item_is_of_its_batch() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  batch decision_batch%rowtype;
begin
  if by_owner() then return new; end if;
  select * into batch from decision_batch b where b.id = new.batch_id;
  if tg_op = 'INSERT' then
    if batch.xmin <> pg_current_xact_id()::xid or new.place >= batch.count
       or num_nonnulls(new.intent_id, new.code, new.params, new.faults) > 0 then
      raise exception 'decision batch %: what it asks is made with it', new.batch_id using errcode = 'check_violation';
    end if;
  elsif old.intent_id is not null or old.code is not null or batch.ended_at is not null
     or (new.intent_id is not null and not exists (
          select from decision_intent i where i.id = new.intent_id and i.task_key = new.task_key
             and i.author_id = batch.person_id and i.outcome = batch.outcome)) then
    raise exception 'decision batch %: what became of a task is said once, by an intent there', new.batch_id
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger decision_batch_item_is_of_its_batch before insert or update on decision_batch_item
  for each row execute function decision_batch_item_is_of_its_batch();

-- Notifies the screens of a batch's author of what became of an item.
create or replace function tell_decision_batch_item() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  author uuid;
begin
  select b.person_id into author from decision_batch b where b.id = new.batch_id;
  perform pg_notify('harmonie_change', 'batch:' || author);
  return null;
end $$;
create or replace trigger decision_batch_item_changes after update on decision_batch_item
  for each row execute function tell_decision_batch_item();
