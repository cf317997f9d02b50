-- One act started for many agents from a file, line by line (domain/request/act-batch.ts).

-- Refuses that a batch of acts goes backward, or that its answers change: what was shown before launching is what is filed.
-- They may be emptied once the batch is done.
create or replace function act_batch_goes_forward() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if new.state <> old.state and (old.state, new.state) not in (
       ('received', 'refused'), ('received', 'read'), ('read', 'planned'), ('planned', 'asked'), ('asked', 'done')) then
    raise exception 'act batch %: it does not go from « % » to « % »', new.id, old.state, new.state using errcode = 'check_violation';
  end if;
  if new.answers <> old.answers and (new.answers <> '{}' or old.state <> 'done') then
    raise exception 'act batch %: its answers were shown', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger act_batch_goes_forward before update on act_batch for each row execute function act_batch_goes_forward();

-- Refuses to delete a batch that was launched, or a line of it; before, it can be forgotten.
create or replace function act_batch_launched_stays() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  batch uuid := case tg_table_name when 'act_batch' then (to_jsonb(old) ->> 'id')::uuid else (to_jsonb(old) ->> 'batch_id')::uuid end;
begin
  if not by_owner() and exists (select from act_batch b where b.id = batch and b.state in ('asked', 'done')) then
    raise exception 'act batch %: it was launched', batch using errcode = 'check_violation';
  end if;
  return old;
end $$;
create or replace trigger act_batch_launched_stays before delete on act_batch for each row execute function act_batch_launched_stays();
create or replace trigger act_batch_line_launched_stays before delete on act_batch_line
  for each row execute function act_batch_launched_stays();

-- Notifies the workers of a batch to read, try or file, and its maker's screens of its progress.
create or replace function act_batch_notify() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.state in ('received', 'read', 'asked') and (tg_op = 'INSERT' or new.state <> old.state) then perform pg_notify('harmonie_act_batch', 'changed'); end if;
  perform pg_notify('harmonie_change', 'batch:' || new.made_by_id);
  return null;
end $$;
create or replace trigger act_batch_notify after insert or update on act_batch for each row execute function act_batch_notify();

-- Refuses a line that goes backward, changes after it was shown, or names a request that is not the batch's.
-- The request must be of the batch's kind, the line's agent and the batch's maker.
create or replace function act_batch_line_is_of_its_batch() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  batch act_batch%rowtype;
begin
  if by_owner() then return new; end if;
  select * into batch from act_batch b where b.id = new.batch_id;
  if tg_op = 'INSERT' then
    if batch.state not in ('received', 'read') or new.state not in ('read', 'fault') then
      raise exception 'act batch %: its lines are read first', new.batch_id using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if new.said is distinct from old.said and new.said is not null
     or new.agent_id is distinct from old.agent_id and batch.state <> 'read' then
    raise exception 'act batch %: what its lines say was shown', new.batch_id using errcode = 'check_violation';
  end if;
  if new.state <> old.state and (batch.state, old.state, new.state) not in (
       ('read', 'read', 'ready'), ('read', 'read', 'fault'), ('asked', 'ready', 'filed'), ('asked', 'ready', 'fault')) then
    raise exception 'act batch %: a line does not go from « % » to « % »', new.batch_id, old.state, new.state
      using errcode = 'check_violation';
  end if;
  if new.request_id is distinct from old.request_id and (old.request_id is not null or not exists (
       select from request r where r.id = new.request_id and r.kind = batch.kind and r.agent_id = new.agent_id
                               and r.filed_by_id = batch.made_by_id)) then
    raise exception 'act batch %: that request is none of its acts', new.batch_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger act_batch_line_is_of_its_batch before insert or update on act_batch_line
  for each row execute function act_batch_line_is_of_its_batch();
