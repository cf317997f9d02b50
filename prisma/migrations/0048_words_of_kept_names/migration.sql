-- A word among the agents' names of tens of thousands of tasks, or of requests, was looked for in each. It is found by an
-- index where it begins a name (the order by agent's), where it begins the second word, most often the first name, and among
-- the names of three words and more, which are few. The last two indexes are partial, so that nothing but this search reads
-- them.

-- Compared byte by byte, whatever the database sorts by: what begins with a word is a range.
drop index acted_request_by_agent;
alter table acted_request alter column agent_name type text collate "C";
create index acted_request_by_agent on acted_request (person_id, agent_name, filed_at, request_id) include (kind);
create index acted_request_of_second_word on acted_request (person_id, split_part(agent_name, ' ', 2))
  include (filed_at, request_id, kind, agent_name) where split_part(agent_name, ' ', 2) <> '';
create index acted_request_of_long_name on acted_request (person_id)
  include (filed_at, request_id, kind, agent_name) where split_part(agent_name, ' ', 3) <> '';

drop index task_holding_by_agent;
alter table task_holding alter column agent_name type text collate "C";
create index task_holding_by_agent on task_holding (person_id, agent_name, created_at, task_key)
  include (kind, decision, "from", until, due_at);
create index task_holding_of_second_word on task_holding (person_id, split_part(agent_name, ' ', 2))
  include (due_at, created_at, task_key, kind, decision, "from", until, agent_name) where split_part(agent_name, ' ', 2) <> '';
create index task_holding_of_long_name on task_holding (person_id)
  include (due_at, created_at, task_key, kind, decision, "from", until, agent_name) where split_part(agent_name, ' ', 3) <> '';
