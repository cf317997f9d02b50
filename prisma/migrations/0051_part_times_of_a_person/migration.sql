-- Somebody's part-times, the latest first: the one in force, and those that another must not meet, are read in it alone.
-- work_time_apart, which keeps them apart, was asked for all of them, and goes down several branches for one person.
drop index work_time_person_id_idx;
create index work_time_of_person on work_time (person_id, "from") include (until, quota, request_id);
