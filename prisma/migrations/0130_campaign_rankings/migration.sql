-- The workers are woken by a ranking that is asked.
create function campaign_ranking_notify() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.state = 'asked' and tg_op = 'INSERT' then perform pg_notify('harmonie_campaign', 'changed'); end if;
  return null;
end $$;
create trigger campaign_ranking_notify after insert on campaign_ranking for each row execute function campaign_ranking_notify();
