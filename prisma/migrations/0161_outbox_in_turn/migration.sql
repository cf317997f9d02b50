-- Which command of a subject is next is looked for among those that wait, not among all that were ever done about it: what is
-- archived waits in four lines, each of some thousand commands a week, and the others' commands stand behind that question.
create index outbox_in_turn on outbox (subject, created_at, id) where done_at is null;
drop index outbox_subject_created_at_idx;
