-- Campaigns: requests of one kind ranked together, and told their results at once (domain/campaign/).

-- Refuses that a campaign goes backward, changes its days once filing is over, or changes its results once published.
-- It may go back from ranked to closed, to be ranked again.
create or replace function campaign_goes_forward() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if tg_op = 'INSERT' then
    if new.state <> 'prepared' then
      raise exception 'campaign %: it is prepared first', new.id using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if new.state <> old.state and (old.state, new.state) not in (
       ('prepared', 'open'), ('open', 'closed'), ('closed', 'ranked'), ('ranked', 'closed'), ('ranked', 'published'), ('published', 'ended')) then
    raise exception 'campaign %: it does not go from « % » to « % »', new.id, old.state, new.state using errcode = 'check_violation';
  end if;
  if old.state not in ('prepared', 'open') and (new.opens_on, new.closes_on, new.opinions_until, new.results_on, new.effect_on, new.title_fr, new.title_en)
       is distinct from (old.opens_on, old.closes_on, old.opinions_until, old.results_on, old.effect_on, old.title_fr, old.title_en) then
    raise exception 'campaign %: its days are over', new.id using errcode = 'check_violation';
  end if;
  if old.published_at is not null and (new.published_at, new.published_by_id, new.reason_law, new.reason_fact)
       is distinct from (old.published_at, old.published_by_id, old.reason_law, old.reason_fact) then
    raise exception 'campaign %: its results were published', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger campaign_goes_forward before insert or update on campaign for each row execute function campaign_goes_forward();

-- Refuses to change the posts of a campaign once it is open.
create or replace function campaign_post_is_offered() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  of uuid := case tg_op when 'DELETE' then old.campaign_id else new.campaign_id end;
begin
  if not by_owner() and not exists (select from campaign c where c.id = of and c.state = 'prepared') then
    raise exception 'campaign %: its posts were offered', of using errcode = 'check_violation';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create or replace trigger campaign_post_is_offered before insert or update or delete on campaign_post
  for each row execute function campaign_post_is_offered();

-- Refuses to write a rank outside a ranking that is under way, or of a request of another campaign.
create or replace function campaign_rank_stays() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if not by_owner() and not exists (select from campaign_ranking g join campaign_request q on q.campaign_id = g.campaign_id
       where g.id = new.ranking_id and q.request_id = new.request_id and g.state = 'asked') then
    raise exception 'ranking %: it ended', new.ranking_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger campaign_rank_stays before insert or update on campaign_rank for each row execute function campaign_rank_stays();

-- Notifies the workers that a ranking was asked for.
create or replace function campaign_ranking_notify() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.state = 'asked' and tg_op = 'INSERT' then perform pg_notify('harmonie_campaign', 'changed'); end if;
  return null;
end $$;
create or replace trigger campaign_ranking_notify after insert on campaign_ranking for each row execute function campaign_ranking_notify();

-- Refuses to ask for a ranking of a campaign that is still open or already published, or to change one that ended.
create or replace function campaign_ranking_stays() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if tg_op = 'INSERT' then
    if new.state <> 'asked' or not exists (select from campaign c where c.id = new.campaign_id and c.state in ('closed', 'ranked')) then
      raise exception 'campaign %: it is not to be ranked', new.campaign_id using errcode = 'check_violation';
    end if;
  elsif old.state <> 'asked' then
    raise exception 'campaign %: that ranking ended', new.campaign_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger campaign_ranking_stays before insert or update on campaign_ranking for each row execute function campaign_ranking_stays();

-- Refuses a request that enters a campaign unless it is open to its kind and structure, and offers the posts that it chose.
-- An agent has one open application per campaign. Locks the campaign: it is not closed meanwhile.
create or replace function campaign_request_enters() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  perform from campaign c where c.id = new.campaign_id for share;
  if not exists (
    select from campaign c join request r on r.kind = c.kind join structure s on s.id = r.structure_id
      join structure_above a on a.structure_id = s.id and a.above_id = c.structure_id
     where c.id = new.campaign_id and r.id = new.request_id and c.state = 'open') then
    raise exception 'campaign %: it is not open to that request', new.campaign_id using errcode = 'check_violation';
  end if;
  if exists (select from campaign_request q join request o on o.id = q.request_id join request r on r.agent_id = o.agent_id
              where q.campaign_id = new.campaign_id and r.id = new.request_id and o.id <> r.id and o.closed_at is null) then
    raise exception 'campaign %: its agent has an application there', new.campaign_id using errcode = 'check_violation';
  end if;
  if exists (select from unnest(new.choices) x where not exists (
       select from campaign_post p where p.campaign_id = new.campaign_id and p.code = x)) then
    raise exception 'campaign %: it offers no such post', new.campaign_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger campaign_request_enters before insert on campaign_request for each row execute function campaign_request_enters();

-- Refuses a result that the last ranking does not say, or that is not written in the publication of its campaign.
create or replace function campaign_result_is_ranked() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if not exists (
    select from campaign c
      join campaign_ranking g on g.campaign_id = c.id and g.state = 'done'
       and g.number = (select max(x.number) from campaign_ranking x where x.campaign_id = c.id)
      join campaign_rank k on k.ranking_id = g.id and k.request_id = new.request_id
       and k."out" is distinct from 'withdrawn'
     where c.id = new.campaign_id and g.id = new.ranking_id and c.state = 'published' and c.published_at = new.published_at
       and k.post_code is not distinct from new.post_code) then
    raise exception 'campaign %: its ranking says no such result', new.campaign_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger campaign_result_is_ranked before insert on campaign_result for each row execute function campaign_result_is_ranked();
