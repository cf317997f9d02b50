-- Each day, where all chains of the audit stand, as the root of a tree that a time-stamping authority stamped (docs/guarantees.md,
-- Evidence); and where it was written, out of reach of whoever holds this database.
create table daily_root (
  day date primary key,
  made_at timestamptz(3) not null,
  statement jsonb not null,
  stamp bytea,
  leaves_sha256 text not null check (leaves_sha256 ~ '^[0-9a-f]{64}$')
);
create index daily_root_leaves_idx on daily_root using hash (leaves_sha256);

create table daily_root_copy (
  day date not null references daily_root,
  place text not null,
  written_at timestamptz(3) not null,
  primary key (day, place)
);

create trigger daily_root_stays before update or delete or truncate on daily_root
  for each statement execute function audit_stays();
create trigger daily_root_copy_stays before update or delete or truncate on daily_root_copy
  for each statement execute function audit_stays();
alter table daily_root enable always trigger daily_root_stays;
alter table daily_root_copy enable always trigger daily_root_copy_stays;
