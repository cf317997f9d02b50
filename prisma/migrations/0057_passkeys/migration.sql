-- Keys of browsers and devices by which people sign in: the public half.
create table passkey (
  id text not null primary key,
  user_id text not null references "user" (id) on delete cascade,
  name text not null,
  credential_id text not null unique,
  public_key text not null,
  -- Goes up where the device counts; one that does not is at nought.
  counter bigint not null,
  transports text,
  backed_up boolean not null,
  created_at timestamptz(3) not null,
  last_used_at timestamptz(3)
);
create index passkey_of_user on passkey (user_id);
