-- The journal of sign-ins stands beside the audit: ninety thousand a day would wait for one another in its chains.
create table sign_in_event (
  id uuid not null primary key,
  at timestamptz(3) not null,
  -- Null: nobody has the account that was given. Its digest stands there either way.
  user_id text,
  account_digest text not null,
  outcome text not null check (outcome ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  method text,
  strength text,
  address text not null,
  -- « Firefox, Windows »; null for a program.
  device text,
  device_id uuid
);
create index sign_in_event_of_user on sign_in_event (user_id, at, id);
create index sign_in_event_at on sign_in_event (at, id);

-- Browsers from which a person signed in: the digest of what a cookie holds.
create table known_device (
  id uuid not null primary key,
  user_id text not null references "user" (id) on delete cascade,
  digest text not null,
  label text,
  first_seen_at timestamptz(3) not null,
  last_seen_at timestamptz(3) not null,
  unique (user_id, digest)
);
create index known_device_last_seen on known_device (last_seen_at);

-- Wrong passwords, by account and whence they come (domain/account/throttle.ts).
create table sign_in_tries (
  bucket text not null primary key,
  count integer not null,
  forgotten_at timestamptz(3) not null
);
create index sign_in_tries_forgotten on sign_in_tries (forgotten_at);

-- Kept twelve months, by the database's own clock; the application alone can take none away.
create function purge_sign_ins(max integer) returns integer
  language sql security definer set search_path = pg_catalog, public, pg_temp
  set plan_cache_mode = force_custom_plan as $$
  with gone as (
    delete from sign_in_event where id in (
      select id from sign_in_event where at < now() - interval '12 months' order by at limit max)
    returning 1)
  select count(*)::integer from gone
$$;
