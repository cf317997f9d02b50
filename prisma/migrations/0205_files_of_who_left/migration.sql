-- A file of values whose sender no longer administers the whole is set aside by another one, planned, and applied where it was
-- approved while they did: 0108 refused every word of it, and the files behind it waited for ever. It is neither sent, proposed nor
-- approved any more: domain/permissions/people.ts says the same.
create or replace function import_batch_takes_two() returns trigger language plpgsql
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
