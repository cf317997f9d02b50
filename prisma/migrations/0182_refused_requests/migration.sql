-- A desk says of each act whether its agent was refused the same before: few were, and each request of theirs was read for it.
create index request_refused on request (agent_id, kind, id) where outcome = 'refused';
