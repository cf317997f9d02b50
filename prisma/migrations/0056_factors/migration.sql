-- One factor an account. What better-auth's plugin counts there stays at its default: tries are counted by account and
-- whence they come (sign_in_tries), codes are spent once (step_up_guard).
alter table two_factor
  add column failed_verification_count integer not null default 0,
  add column locked_until timestamptz(3);
delete from two_factor f using two_factor other where other.user_id = f.user_id and other.id < f.id;
drop index two_factor_user_id_idx;
create unique index two_factor_of_user on two_factor (user_id);
