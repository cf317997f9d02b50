-- What was written down stays, for every role, whoever owns the tables included (docs/guarantees.md, Evidence). The owner can
-- still take a trigger away: the chains then say what was changed, and their heads, kept outside, what was removed.

create function audit_stays() returns trigger language plpgsql as $$
begin
  raise exception '%: what was written down is neither changed nor removed', tg_table_name using errcode = 'check_violation';
end $$;
create trigger audit_event_stays before update or delete or truncate on audit_event
  for each statement execute function audit_stays();
create trigger audit_payload_stays before delete or truncate on audit_payload
  for each statement execute function audit_stays();

-- Content and salt go together, in the transaction that writes the event that says so. (A savepoint has a transaction number of
-- its own: an erasure in one is refused.)
create function audit_payload_erased_in_words() returns trigger language plpgsql as $$
begin
  if (new.chain, new.sequence) is distinct from (old.chain, old.sequence) or new.content is not null or new.salt <> '' then
    raise exception 'audit_payload: what was written down is erased whole or not at all' using errcode = 'check_violation';
  end if;
  if not exists (select from audit_event e
                  where e.chain = old.chain and e.verb = 'payload.erase' and e.subject = 'payload:' || old.sequence
                    and e.sequence > old.sequence and e.xmin = pg_current_xact_id()::xid) then
    raise exception 'audit_payload: no event of this transaction says that payload % is erased', old.sequence
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger audit_payload_erased_in_words before update on audit_payload
  for each row when (old is distinct from new) execute function audit_payload_erased_in_words();

-- Replicas and restores, which put triggers to sleep, have no reason to change them either.
alter table audit_event enable always trigger audit_event_stays;
alter table audit_payload enable always trigger audit_payload_stays;
alter table audit_payload enable always trigger audit_payload_erased_in_words;

-- What was filed stays as it was filed: the application may say which request a piece goes to, once.
create function piece_stays_as_filed() returns trigger language plpgsql as $$
begin
  raise exception 'piece %: filed with a request, it cannot be changed', old.id using errcode = 'check_violation';
end $$;
create trigger piece_stays_as_filed before update on piece for each row
  when (old.request_id is not null
        and (old.request_id, old.sha256, old.size, old.media_type, old.file_name, old.piece_type, old.owner_id, old.uploaded_at)
            is distinct from
            (new.request_id, new.sha256, new.size, new.media_type, new.file_name, new.piece_type, new.owner_id, new.uploaded_at))
  execute function piece_stays_as_filed();

-- When a message left, and when it was read, are proofs: written once.
create function notification_stays_sent() returns trigger language plpgsql as $$
begin
  raise exception 'notification %: when it was sent and read is written once', old.id using errcode = 'check_violation';
end $$;
create trigger notification_stays_sent before update on notification for each row
  when ((old.sent_at is not null and (old.sent_at, old.state) is distinct from (new.sent_at, new.state))
        or (old.read_at is not null and old.read_at is distinct from new.read_at))
  execute function notification_stays_sent();

-- Numbers of a dossier follow each other: the counter neither goes back nor jumps.
create function dossier_counter_follows() returns trigger language plpgsql as $$
begin
  if by_owner() then return new; end if;
  raise exception 'dossier %: the number after % is %', old.id, old.counter, old.counter + 1 using errcode = 'check_violation';
end $$;
create trigger dossier_counter_follows before update of counter on dossier for each row
  when (new.counter <> old.counter + 1) execute function dossier_counter_follows();
