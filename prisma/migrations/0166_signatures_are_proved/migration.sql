-- A signature stands on its own proof: of this task, of this person, for the very bytes that they were shown, given at most five
-- minutes before they decided, and spent on it alone (decision_intent.step_up_id is unique). Code and workers ask the same.
create function signature_is_proved() returns trigger language plpgsql
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
create trigger signature_is_proved before insert on decision
  for each row execute function signature_is_proved();
