-- What a signer was shown of acts that are folded together (domain/signing/fold.ts): the hash of the fold as it was served, to
-- whom, when, and the acts in it. What is signed from a fold cites it; a month later its own evidence says all of it.
create table fold_shown (
  person_id uuid not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  task_keys text[] check (task_keys is not null and cardinality(task_keys) between 1 and 1000),
  shown_at timestamptz(3) not null,
  primary key (person_id, sha256));
create index fold_shown_at on fold_shown (shown_at);

create function purge_folds_shown(most integer) returns integer
  language sql security definer set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_custom_plan as $$
  with gone as (
    delete from fold_shown where (person_id, sha256) in (
      select f.person_id, f.sha256 from fold_shown f where f.shown_at < now() - interval '30 days' order by f.shown_at limit most)
    returning 1)
  select count(*)::integer from gone
$$;

-- What a signer put aside on their desk, for themselves alone: it waits as before, and others see nothing of it.
create table signing_aside (
  task_key text not null references task (key) on delete cascade on update cascade,
  person_id uuid not null,
  at timestamptz(3) not null,
  primary key (task_key, person_id));
