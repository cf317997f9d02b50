-- When the owner of a draft was told that it goes unless they touch it: what is newer than the last touch counts.
alter table draft add column warned_at timestamptz(3);
