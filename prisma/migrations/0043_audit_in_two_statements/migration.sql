-- Where a chain of the audit stands, the chain being held until the transaction ends: nobody adds to it before. The lock first,
-- then the reading, each a statement of its own: what another transaction added while this one waited is read.
create function hold_audit_chain(of_chain text) returns table (events int, head text)
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('audit:' || of_chain, 0));
  return query
    select e.sequence, e.hash from audit_event e where e.chain = of_chain order by e.sequence desc limit 1;
end $$;
