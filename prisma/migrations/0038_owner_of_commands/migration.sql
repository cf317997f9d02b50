-- The dispatcher that took a command: the number of an advisory lock that its process holds for as long as it lives. What a
-- dead one had taken is taken over at once, not when its lease runs out.
alter table outbox add column locked_by integer;
