-- Files of people, rights and values, line by line, and what a directory provisions (SCIM).

-- Notifies the workers of a file to plan or apply, and its sender's screens of its progress.
create or replace function import_batch_notify() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.state in ('received', 'asked') then perform pg_notify('harmonie_import', 'changed'); end if;
  if new.made_by_id is not null then perform pg_notify('harmonie_change', 'import:' || new.made_by_id); end if;
  return null;
end $$;
create or replace trigger import_batch_notify after update on import_batch for each row execute function import_batch_notify();

-- Refuses that a file of values of the situation goes backward, or is applied by fewer than two administrators of the whole.
-- domain/permissions/people.ts says the same.
create or replace function import_batch_takes_two() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if (tg_op = 'INSERT' or new.state <> old.state and new.state in ('proposed', 'asked'))
     and not administers_all(new.made_by_id) then
    raise exception 'import %: who sent it does not administer the whole', new.id using errcode = 'check_violation';
  end if;
  if tg_op = 'INSERT' then
    if new.state <> 'receiving' or new.approved_by_id is not null then
      raise exception 'import %: it is received first', new.id using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if new.made_by_id is distinct from old.made_by_id then
    raise exception 'import %: who sent it stays', new.id using errcode = 'check_violation';
  end if;
  if new.state <> old.state and (old.state, new.state) not in (
       ('receiving', 'received'), ('received', 'refused'), ('received', 'planned'), ('planned', 'proposed'),
       ('planned', 'refused'), ('proposed', 'refused'), ('proposed', 'asked'), ('asked', 'applied')) then
    raise exception 'import %: it does not go from « % » to « % »', new.id, old.state, new.state using errcode = 'check_violation';
  end if;
  if new.approved_by_id is distinct from old.approved_by_id and (old.state, new.state) <> ('proposed', 'asked') then
    raise exception 'import %: it is approved once, when it waits for it', new.id using errcode = 'check_violation';
  end if;
  if new.state = 'asked' and new.state <> old.state
     and (new.approved_by_id is null or new.approved_by_id = new.made_by_id or not administers_all(new.approved_by_id)) then
    raise exception 'import %: another administrator of the whole approves it', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger import_batch_takes_two before insert or update on import_batch
  for each row when (new.kind = 'situation') execute function import_batch_takes_two();

-- Refuses to change what a line of a file of values says once the file was read: what was approved is what is applied.
-- It may only be set to null, which forgets it.
create or replace function import_line_says_once() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() or new.said is null or (tg_op = 'UPDATE' and new.said = old.said) then return new; end if;
  if exists (select from import_batch b where b.id = new.batch_id and b.kind = 'situation' and b.state <> 'received') then
    raise exception 'import %: what its lines say was approved', new.batch_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger import_line_says_once before insert or update of said on import_line
  for each row execute function import_line_says_once();

-- Refuses to delete a line once its file is planned; before, a file may be read again.
create or replace function import_line_stays() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() or exists (select from import_batch b where b.id = old.batch_id and b.state = 'received') then return old; end if;
  raise exception 'import %: its lines stay', old.batch_id using errcode = 'check_violation';
end $$;
create or replace trigger import_line_stays before delete on import_line for each row execute function import_line_stays();

-- Refuses to record twice what became of a provisioned right: proposed, given or ended.
create or replace function provisioned_right_said_once() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() or num_nonnulls(old.proposal_id, old.given_id, old.ended_at) = 0 then return new; end if;
  raise exception 'provisioned right %: what it became is written once', old.id using errcode = 'check_violation';
end $$;
create or replace trigger provisioned_right_said_once before update on provisioned_right
  for each row execute function provisioned_right_said_once();

-- Refuses to date again, or restore, a SCIM token that ended: it opens nothing any more.
create or replace function scim_token_ends_once() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() or old.ended_at is null or new.ended_at is not distinct from old.ended_at then return new; end if;
  raise exception 'scim token %: it ended', old.id using errcode = 'check_violation';
end $$;
create or replace trigger scim_token_ends_once before update on scim_token for each row execute function scim_token_ends_once();
