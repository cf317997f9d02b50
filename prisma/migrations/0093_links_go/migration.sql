-- One-time links go ninety days after they opened nothing more, by the database's own clock; the application alone can take
-- none away. Until then whoever let theirs pass is mailed another by it. The audit keeps who was invited and who entered.
create index account_link_expires_at on account_link (expires_at);
create function purge_account_links(max integer) returns integer
  language sql security definer set search_path = pg_catalog, public, pg_temp
  set plan_cache_mode = force_custom_plan as $$
  with gone as (
    delete from account_link where id in (
      select id from account_link where expires_at < now() - interval '90 days' order by expires_at limit max)
    returning 1)
  select count(*)::integer from gone
$$;

-- What a passkey was asked to sign and never answered goes too.
create index signing_challenge_expires_at on signing_challenge (expires_at);
