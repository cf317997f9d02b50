-- The journal of a request looks for what was decided on it. For a day, 0034 made this index.
create index if not exists decision_intent_of_request on decision_intent (request_id);
