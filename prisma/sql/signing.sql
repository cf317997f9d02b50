-- The signing desk: its order and notes, assistants, batches of signatures and their proofs, folds that were shown.

-- Deletes traces of folds shown more than 30 days ago, at most `most` of them; returns how many.
create or replace function purge_folds_shown(most integer) returns integer
  language sql security definer
  set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_custom_plan as $$
  with gone as (
    delete from fold_shown where (person_id, sha256) in (
      select f.person_id, f.sha256 from fold_shown f where f.shown_at < now() - interval '30 days' order by f.shown_at limit most)
    returning 1)
  select count(*)::integer from gone
$$;

-- Tells whether a person prepares the desk of a signatory on a day: named for that day, not revoked (G5).
-- It ends when either of them has no post, the signatory signs no more, or the assistant holds a right that bars them.
-- domain/permissions/assistant.ts says the same.
create or replace function assists(assistant uuid, signatory uuid, day date) returns boolean
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from signing_assistant a
                  where a.assistant_id = assistant and a.signatory_id = signatory and a.revoked_at is null
                    and day between a."from" and a.until)
     and signs_acts(signatory, day)
     and not exists (select from habilitation h where h.person_id = assistant and barred_as_assistant(h.role)
                        and h."from" <= day and (h.until is null or h.until >= day))
     and (select count(distinct o.person_id) = 2 from posting o
           where o.person_id in (assistant, signatory) and o."from" <= day and (o.until is null or o.until >= day))
$$;

-- Tells whether a right bars somebody from assisting: a person who signs, draws circuits or administers is nobody's assistant (G5).
-- The last two read no request, and would by this road. domain/permissions/assistant.ts lists the same (BARRED).
create or replace function barred_as_assistant(role text) returns boolean
  language sql immutable
  set search_path = pg_catalog, public, pg_temp as $$
  select role in ('signataire', 'analyste', 'administrateur')
$$;

-- Refuses that anyone but the signatory or their assistant of the day prepares a desk: order, notes, acts set aside (G5).
-- The act must wait for that signatory. An assistant prepares no act about themselves: they learn of it when it is sealed.
create or replace function desk_is_prepared_by_right() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  by_whom uuid := coalesce(new.by_id, new.person_id);
begin
  if by_owner() then return new; end if;
  if by_whom <> new.person_id and not assists(by_whom, new.person_id, paris_day(now())) then
    raise exception 'desk of %: % prepares nothing there', new.person_id, by_whom using errcode = 'check_violation';
  end if;
  if not exists (
       select from task t join request r on r.id = t.request_id join task_holding h on h.task_key = t.key
        where t.key = new.task_key and t.decision = 'signature' and r.agent_id <> by_whom and h.person_id = new.person_id) then
    raise exception 'desk of %: no signature of task % waits there for %', new.person_id, new.task_key, by_whom
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger signing_aside_by_right before insert on signing_aside
  for each row when (new.by_id is not null) execute function desk_is_prepared_by_right();
create or replace trigger signing_note_by_right before insert or update on signing_note
  for each row execute function desk_is_prepared_by_right();
create or replace trigger signing_place_by_right before insert on signing_place
  for each row execute function desk_is_prepared_by_right();

-- Refuses to name as assistant somebody who signs, draws or administers during that time; or by somebody who does not sign (G5).
-- A naming that was revoked does not change.
create or replace function signing_assistant_is_named() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if tg_op = 'UPDATE' then
    if old.revoked_at is not null then
      raise exception 'assistant %: it was revoked already', new.id using errcode = 'check_violation';
    end if;
  elsif new.revoked_at is not null or not signs_acts(new.signatory_id, paris_day(now()))
        or exists (select from habilitation h where h.person_id = new.assistant_id and barred_as_assistant(h.role)
                      and (h.until is null or h.until >= greatest(new."from", paris_day(now()))) and h."from" <= new.until) then
    raise exception 'assistant %: named by whoever signs, of somebody who neither signs, draws nor administers', new.id
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger signing_assistant_is_named before insert or update on signing_assistant
  for each row execute function signing_assistant_is_named();

-- Refuses to prove, write or stop a batch of signatures twice.
create or replace function signing_batch_goes_forward() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if new.state <> old.state and (old.state, new.state) not in (('made', 'proved'), ('proved', 'written'))
     or old.state <> 'made' and (new.method, new.authentication, new.verified_at, new.expires_at)
          is distinct from (old.method, old.authentication, old.verified_at, old.expires_at)
     or old.stop_asked_at is not null and new.stop_asked_at is distinct from old.stop_asked_at then
    raise exception 'signing batch %: it was proved, written or stopped already', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger signing_batch_goes_forward before update on signing_batch
  for each row execute function signing_batch_goes_forward();

-- Refuses to delete a batch of signatures, or a leaf of it, that was proved. One that nobody proved can be forgotten.
create or replace function signing_batch_stays() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  of_batch uuid;
begin
  if by_owner() then return old; end if;
  if tg_table_name = 'signing_batch' then of_batch := old.id; else of_batch := old.batch_id; end if;
  if exists (select from signing_batch b where b.id = of_batch and b.state <> 'made') then
    raise exception 'signing batch %: it was proved', of_batch using errcode = 'check_violation';
  end if;
  return old;
end $$;
create or replace trigger signing_batch_stays before delete on signing_batch for each row execute function signing_batch_stays();
create or replace trigger signing_leaf_stays before delete on signing_leaf for each row execute function signing_batch_stays();

-- Notifies the screens of a batch's author as it goes on.
-- The trigger of table decision_batch stands in decisions.sql.
create or replace function tell_signing_batch() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_notify('harmonie_change', 'batch:' || new.person_id);
  return null;
end $$;
create or replace trigger signing_batch_changes after insert or update on signing_batch
  for each row execute function tell_signing_batch();

-- Refuses a leaf added after its batch was made: the batch's root was computed of its leaves.
-- What refuses a leaf is written once, while the batch is being written.
create or replace function signing_leaf_is_of_its_batch() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  batch signing_batch%rowtype;
begin
  if by_owner() then return new; end if;
  select * into batch from signing_batch b where b.id = new.batch_id;
  if tg_op = 'INSERT' then
    if batch.xmin <> pg_current_xact_id()::xid or batch.state <> 'made' or new.place >= batch.count or new.code is not null then
      raise exception 'signing batch %: its leaves are made with it', new.batch_id using errcode = 'check_violation';
    end if;
  elsif old.code is not null or batch.state <> 'proved' then
    raise exception 'signing batch %: what refuses a leaf is said once', new.batch_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger signing_leaf_is_of_its_batch before insert or update on signing_leaf
  for each row execute function signing_leaf_is_of_its_batch();

-- Refuses a proof of identity of a batch that does not match its leaf and the proof of the batch: task, bytes, person, time.
create or replace function step_up_proof_is_of_its_leaf() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() or new.batch_id is null then return new; end if;
  if not exists (
       select from signing_leaf l join signing_batch b on b.id = l.batch_id
        where l.batch_id = new.batch_id and l.place = new.place and l.code is null and b.state = 'proved'
          and l.task_key = new.task_key and l.sha256 = new.sha256 and b.person_id = new.person_id
          and b.method = new.method and b.verified_at = new.verified_at and b.expires_at = new.expires_at) then
    raise exception 'step-up proof of task %: the batch proves no such leaf', new.task_key using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger step_up_proof_is_of_its_leaf before insert on step_up_proof
  for each row execute function step_up_proof_is_of_its_leaf();

-- Refuses to change when a proof served: it serves once.
create or replace trigger step_up_proof_said_once before update on step_up_proof for each row
  when (old.used_at is not null and new.used_at is distinct from old.used_at)
  execute function said_once();
