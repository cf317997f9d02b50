-- Indexes for what lists search, sort and count (docs/decisions/lists-by-key.md).

create index person_number_search on person (search_key(employee_number) text_pattern_ops);
create index person_by_name on person (search_key(last_name), search_key(first_name), id);
create index decision_by_author on decision (author_id, request_id) where voided_at is null;
create index request_by_filing on request (filed_at, id);
create index request_open_by_filing on request (filed_at, id) where closed_at is null;
create index request_by_number on request (length(number), number);
create index notification_unread on notification (recipient_id) where read_at is null and address is null;
create index pay_piece_by_month on pay_piece (month, id);
create index pay_piece_by_effect on pay_piece (effect_date, id);
create index pay_piece_unsent on pay_piece (month, id) include (structure_id) where sent_at is null;
create index posting_of_structure on posting (structure_id, "from", until) include (person_id);

-- Which requests are an agent's, or a structure's, is told by the index alone.
drop index request_agent_id_filed_at_idx;
create index request_of_agent on request (agent_id, filed_at, id) include (structure_id);
drop index request_structure_id_filed_at_idx;
create index request_of_structure on request (structure_id, filed_at, id) include (agent_id);
create index request_under_way on request (structure_id, version_id) where closed_at is null;
