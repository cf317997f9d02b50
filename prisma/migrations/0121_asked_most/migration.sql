-- What is asked most is counted over the last requests filed, whatever their kind: by the index alone.
drop index request_by_filing;
create index request_by_filing on request (filed_at, id) include (kind, agent_id, filed_by_id, on_paper);
