-- What a statement of the application's role cannot make up by itself (docs/guarantees.md, Limits, says what it still can).
-- Whoever owns the tables is let through: a seed, a restore, an operator's repair.

-- A decision is what its intent says, of the step that its task waits at, by someone who holds it then. Workers ask the same
-- view (workers/user-task-completing/judge.ts), and more.
create function decision_is_of_its_holder() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if not exists (
      select from task t join decision_intent i on i.task_key = t.key
       where t.key = new.task_key and t.request_id = new.request_id and t.element_id = new.element_id
         and t.decision = new.kind and i.id = new.id and i.request_id = new.request_id
         and i.author_id = new.author_id and i.outcome = new.outcome) then
    raise exception 'decision: it is not what its task asks and its intent says' using errcode = 'check_violation';
  end if;
  if not exists (select from task_holder h where h.task_key = new.task_key and h.person_id = new.author_id) then
    raise exception 'decision: its author does not hold task %', new.task_key using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger decision_is_of_its_holder before insert on decision
  for each row execute function decision_is_of_its_holder();

-- A change is dated when it is written: dated before, a telephone given today would have been known for long.
create function situation_change_is_of_now() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if not by_owner() and abs(extract(epoch from new.at - clock_timestamp())) > 300 then
    raise exception 'situation change: it is dated when it is written' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger situation_change_is_of_now before insert on situation_change
  for each row execute function situation_change_is_of_now();

-- A wait is said after the filing, and lasts a day at least, as domain/pay/cooling-off.ts counts it: to the end of a day after
-- the one when it is said (23 hours where a night loses one).
create function stop_until_is_ahead() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() or (tg_op = 'UPDATE' and new.stop_until >= clock_timestamp() + interval '23 hours') then return new; end if;
  raise exception 'request %: until when it can be stopped is said after its filing, a day ahead', new.id
    using errcode = 'check_violation';
end $$;
create trigger stop_until_after_filing before insert on request for each row
  when (new.stop_until is not null) execute function stop_until_is_ahead();
create trigger stop_until_is_ahead before update of stop_until on request for each row
  when (old.stop_until is null and new.stop_until is not null) execute function stop_until_is_ahead();

-- Closed once.
create function request_stays_closed() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  raise exception 'request %: it was closed already', old.id using errcode = 'check_violation';
end $$;
create trigger request_stays_closed before update of outcome, closed_at on request for each row
  when (old.closed_at is not null and (old.outcome, old.closed_at) is distinct from (new.outcome, new.closed_at))
  execute function request_stays_closed();

-- A message is queued before it leaves, and leaves before it is read.
create function notification_begins_queued() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  raise exception 'notification: it is queued before it is sent or read' using errcode = 'check_violation';
end $$;
create trigger notification_begins_queued before insert on notification for each row
  when (new.state <> 'queued' or new.attempts <> 0 or new.sent_at is not null or new.read_at is not null)
  execute function notification_begins_queued();
