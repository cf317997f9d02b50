create or replace function purge_folds_shown(most integer) returns integer
  language sql security definer
  set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_custom_plan as $$
  with gone as (
    delete from fold_shown where (person_id, sha256) in (
      select f.person_id, f.sha256 from fold_shown f where f.shown_at < now() - interval '30 days' order by f.shown_at limit most)
    returning 1)
  select count(*)::integer from gone
$$;

-- By the signatory of the desk or by whoever assists them that day, of a signature that waits for that signatory; never of an
-- assistant's own act, which they are not to know of before it is sealed.
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

-- Proved once, written once; stopped once, by whoever signed.
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

-- What a batch proved stays, with what it refused; one that nobody proved can be forgotten.
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

-- Its leaves are those that its root was computed of; what refuses one is said once, as the others are written.
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

-- Its signer's screens follow it: as it goes on, and as its acts are signed, refused or sealed.
create or replace function tell_signing_batch() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_notify('harmonie_change', 'batch:' || new.person_id);
  return null;
end $$;
create or replace trigger signing_batch_changes after insert or update on signing_batch
  for each row execute function tell_signing_batch();
