-- What an assistant prepares of a signatory's desk: an order, acts put aside with a reason, notes that only the signatory and their
-- writer read. None of it is a decision: `decision` takes its holder's alone (decision_is_of_its_holder).
alter table signing_aside
  add column by_id uuid, add column reason text;
alter table signing_aside
  add constraint signing_aside_by_assistant check (num_nulls(by_id, reason) in (0, 2)),
  add constraint signing_aside_of_another check (by_id <> person_id),
  add constraint signing_aside_reason check (length(reason) between 1 and 500);

-- In which order acts stand in their fold on this desk, before those that nobody placed.
create table signing_place (
  task_key text not null references task (key) on delete cascade on update cascade,
  person_id uuid not null,
  place integer not null check (place between 0 and 999),
  by_id uuid not null,
  at timestamptz(3) not null,
  primary key (task_key, person_id));

create table signing_note (
  id uuid primary key,
  task_key text not null references task (key) on delete cascade on update cascade,
  person_id uuid not null,
  by_id uuid not null check (by_id <> person_id),
  sealed text not null,
  at timestamptz(3) not null,
  unique (task_key, person_id, by_id));

-- By the signatory of the desk or by whoever assists them that day, of a signature that waits for that signatory; never of an
-- assistant's own act, which they are not to know of before it is sealed.
create function desk_is_prepared_by_right() returns trigger language plpgsql
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
create trigger signing_place_by_right before insert on signing_place
  for each row execute function desk_is_prepared_by_right();
create trigger signing_note_by_right before insert or update on signing_note
  for each row execute function desk_is_prepared_by_right();
create trigger signing_aside_by_right before insert on signing_aside
  for each row when (new.by_id is not null) execute function desk_is_prepared_by_right();
