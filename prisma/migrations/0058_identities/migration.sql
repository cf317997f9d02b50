-- An identity of the identity provider (issuer, subject) opens one account, and an account is opened by one identity at a
-- time. Links are kept: they end, they are neither changed nor removed.
create table identity_link (
  id uuid not null primary key,
  user_id text not null references "user" (id) on delete restrict on update cascade,
  issuer text not null,
  subject text not null,
  employee_number text,
  ground text not null,
  linked_at timestamptz(3) not null,
  ended_at timestamptz(3),
  constraint identity_link_ground check (ground in ('invitation', 'administrators')),
  -- The two are put together in account.account_id.
  constraint identity_link_issuer_is_one_word check (issuer !~ '\s' and subject <> '')
);
create index identity_link_user_id_idx on identity_link (user_id);
create unique index identity_link_of_one_account on identity_link (issuer, subject) where ended_at is null;
create unique index identity_link_of_one_identity on identity_link (user_id, issuer) where ended_at is null;

-- The row by which better-auth finds the account: it stands as long as the link, and only a link makes one. So an address
-- that is the same, or a fault of better-auth's, links nobody.
create unique index account_provider_id_account_id_key on account (provider_id, account_id);

create function account_follows_identity() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    insert into account (id, account_id, provider_id, user_id, created_at, updated_at)
      values (new.id::text, new.issuer || ' ' || new.subject, 'agent', new.user_id, new.linked_at, new.linked_at);
  elsif old.ended_at is not null then
    raise exception 'identity link %: it ended', old.id using errcode = 'check_violation';
  else
    delete from account where id = old.id::text;
  end if;
  return null;
end $$;
create trigger account_follows_identity after insert or update on identity_link
  for each row execute function account_follows_identity();

create function account_is_linked() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.provider_id <> 'credential' and not exists (
    select from identity_link l
     where l.id::text = new.id and l.user_id = new.user_id and l.ended_at is null
       and new.account_id = l.issuer || ' ' || l.subject
  ) then
    raise exception 'account of %: nobody linked that identity', new.provider_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger account_is_linked before insert or update on account
  for each row execute function account_is_linked();

-- What the provider gives to ask it further is never kept.
alter table account add constraint account_keeps_no_token
  check (access_token is null and refresh_token is null and id_token is null);
