-- Under which keys something may be sealed, as the processes that seal and open said at their starts.
create table sealing_key (
  holder text not null,
  purpose text not null,
  key_id text not null,
  declared_at timestamptz(3) not null,
  ended_at timestamptz(3),
  primary key (holder, purpose, key_id)
);
