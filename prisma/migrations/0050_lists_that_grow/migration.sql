-- What grows for as long as the portal is used is found, counted and sorted by an index alone.

-- What a person was notified of, as it is shown: mails to other addresses are not among it.
drop index notification_recipient_id_queued_at_idx;
create index notification_shown on notification (recipient_id, queued_at, id) where address is null;

-- One's own requests: those that somebody else filed are known by it, those under way stand apart.
drop index request_of_agent;
create index request_of_agent on request (agent_id, filed_at, id) include (structure_id, kind, filed_by_id);
create index request_open_of_agent on request (agent_id, filed_at, id) include (filed_by_id) where closed_at is null;

-- Bordereaux, the latest first.
create index pay_batch_by_sending on pay_batch (sent_at, id);
