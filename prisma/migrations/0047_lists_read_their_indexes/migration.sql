-- What lists are chosen, counted and sorted by stands in the indexes that they read, so that no row is looked up for it.

-- A name as lists sort it takes some microseconds to make: it is read from the index, by whose columns alone PostgreSQL
-- knows that it can.
drop index person_by_name;
create index person_by_name on person (search_key(last_name), search_key(first_name), id) include (last_name, first_name);
create index person_named on person (id, search_key(last_name), search_key(first_name)) include (last_name, first_name);
-- Whom words name, with what they are sorted by.
drop index person_last_name_search;
create index person_last_name_search
  on person (search_key(last_name) text_pattern_ops, search_key(first_name), id) include (last_name, first_name);
drop index person_first_name_search;
create index person_first_name_search
  on person (search_key(first_name) text_pattern_ops, search_key(last_name), id) include (last_name, first_name);
drop index person_number_search;
create index person_number_search
  on person (search_key(employee_number) text_pattern_ops, search_key(last_name), search_key(first_name), id)
  include (employee_number, last_name, first_name);

drop index request_of_agent;
create index request_of_agent on request (agent_id, filed_at, id) include (structure_id, kind);
drop index request_of_structure;
create index request_of_structure on request (structure_id, filed_at, id) include (agent_id, kind);
drop index request_open;
create index request_open on request (structure_id, filed_at, id) include (agent_id, kind) where closed_at is null;

drop index pay_piece_by_month;
create index pay_piece_by_month on pay_piece (month, id) include (structure_id, sent_at);
drop index pay_piece_agent_id_month_idx;
create index pay_piece_of_agent on pay_piece (agent_id, month, id) include (structure_id, sent_at);

-- The post that somebody holds: the latest that covers the day.
drop index posting_person_id_idx;
create index posting_of_person on posting (person_id, "from", id) include (until, structure_id);
