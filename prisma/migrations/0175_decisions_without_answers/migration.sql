-- Nothing ever stood there: a step with a form of its own is decided one task at a time.
alter table decision_batch drop column answers;
