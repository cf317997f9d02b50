-- The workers' connections plan a statement once, for any values. These have to know theirs: a purge how few rows it removes, or
-- it reads all; a scope whether it is a court or the ministry.
alter function purge_consultations(integer) set plan_cache_mode = force_custom_plan;
alter function purge_notifications(integer) set plan_cache_mode = force_custom_plan;
alter function tasks_in_scope(text, uuid, int) set plan_cache_mode = force_custom_plan;
