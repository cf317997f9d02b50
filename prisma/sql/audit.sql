-- The audit: chains of events, what they were about, and the daily roots. Nothing of it is changed or removed, by anybody.

-- Locks a chain of the audit until the transaction ends, and returns its number of events and last hash.
-- First the lock, then the reading, in two statements: what another transaction added meanwhile is then read.
create or replace function hold_audit_chain(of_chain text) returns TABLE(events integer, head text)
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('audit:' || of_chain, 0));
  return query
    select e.sequence, e.hash from audit_event e where e.chain = of_chain order by e.sequence desc limit 1;
end $$;

-- Refuses to change, delete or truncate what was written down.
-- Its triggers are `enable always`: they refuse the owner of the tables too, and with triggers off (`session_replication_role`).
create or replace function audit_stays() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  raise exception '%: what was written down is neither changed nor removed', tg_table_name using errcode = 'check_violation';
end $$;
create or replace trigger audit_event_stays before update or delete or truncate on audit_event
  for each statement execute function audit_stays();
alter table audit_event enable always trigger audit_event_stays;
create or replace trigger audit_payload_stays before delete or truncate on audit_payload
  for each statement execute function audit_stays();
alter table audit_payload enable always trigger audit_payload_stays;
create or replace trigger daily_root_stays before update or delete or truncate on daily_root
  for each statement execute function audit_stays();
alter table daily_root enable always trigger daily_root_stays;
create or replace trigger daily_root_copy_stays before update or delete or truncate on daily_root_copy
  for each statement execute function audit_stays();
alter table daily_root_copy enable always trigger daily_root_copy_stays;

-- Refuses to erase what an event was about, unless content and salt go together with a `payload.erase` event in this transaction.
-- A savepoint has a transaction number of its own: an erasure within one is refused.
create or replace function audit_payload_erased_in_words() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
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
create or replace trigger audit_payload_erased_in_words before update on audit_payload
  for each row when (old is distinct from new) execute function audit_payload_erased_in_words();
alter table audit_payload enable always trigger audit_payload_erased_in_words;
