-- 0128: whoever is out of the ranking without having withdrawn (they left, moved away, changed status) has a result too, without a
-- post: their request would wait for ever.
create or replace function campaign_result_is_ranked() returns trigger language plpgsql
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

-- 0128: whoever files as the campaign is closed enters it before it closes, or not at all; never after it was ranked without them.
-- An agent has one application in it at a time: with two, they would be given two posts.
create or replace function campaign_request_enters() returns trigger language plpgsql
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
