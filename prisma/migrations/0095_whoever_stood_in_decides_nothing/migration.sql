-- Of a request on paper, whoever completed it as its agent would have is on the agent's side: another one decides.

-- Who holds these tasks, and on which days of Paris:
--  · agent, and demandeur of what the agent asked for: the agent, always; on paper, what is to be completed is also held as
--    an act that the gestionnaire started: by whoever entered it, then by those who manage the agent; whoever completed
--    it in the agent's stead decides nothing on it.
--  · any other role: its holders on the agent's structure or any above, but for the agent, and for whoever filed it where
--    something is decided. The lower ranks come first, and leave the others the days when none of them can:
--     superieur, by distance: the nearest structure where one is not absent (whoever heads the structure they work in is
--      skipped, so theirs is the next one up);
--     demandeur of an act started for an agent: who started it, then whoever may start such acts there.
--  · nobody who decided at a step that this one must be distinct from.
create or replace function task_holding_of(keys text[])
  returns table (task_key text, person_id uuid, during datemultirange)
  language plpgsql stable rows 5 set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return query
  with asked as (
    select t.key, t.role, t.request_id, t.distinct_from, r.agent_id, r.filed_by_id, r.structure_id,
           t.role = 'agent' or (t.role = 'demandeur' and (r.filed_by_id is null or r.on_paper)) as of_agent,
           r.on_paper and t.role in ('agent', 'demandeur') and t.decision in ('complement', 'correction') as in_their_stead,
           t.role <> 'demandeur' and t.decision not in ('complement', 'correction') as decides,
           case when r.on_paper and t.decision not in ('complement', 'correction') then array(
             select d.author_id from decision d join task s on s.key = d.task_key
              where d.request_id = r.id and s.role in ('agent', 'demandeur') and d.voided_at is null)
                else '{}' end as stood_in,
           case when r.on_paper and t.role in ('agent', 'demandeur') then 'gestionnaire'
                when t.role = 'demandeur' then (select v.sheet ->> 'startedBy' from circuit_version v where v.id = r.version_id)
                else t.role end as needed
      from task t join request r on r.id = t.request_id
     where t.key = any (keys) and t.state in ('created', 'completing')),
  entitled as (
    select a.key, a.role, h.person_id as holder,
           case when a.role = 'superieur' then ab.distance
                when a.role in ('agent', 'demandeur') then (h.person_id <> a.filed_by_id)::int
                else 0 end as rank,
           range_agg(daterange(h."from", h.until, '[]')) as during
      from asked a
      join structure_above ab on ab.structure_id = a.structure_id
      join habilitation h on h.structure_id = ab.above_id and h.role = a.needed
     where (not a.of_agent or a.in_their_stead) and h.person_id <> a.agent_id
       and (not (a.decides or a.role = 'superieur') or h.person_id is distinct from a.filed_by_id)
       and h.person_id <> all (a.stood_in)
     group by 1, 2, 3, 4),
  present as (
    select e.key, e.holder, e.rank,
           case e.role when 'superieur' then e.during - coalesce(
             (select range_agg(daterange(x."from", x.until, '[]')) from absence x where x.person_id = e.holder), '{}')
                       else e.during end as during
      from entitled e),
  first_come as (
    select p.key, p.holder,
           p.during - coalesce(range_agg(p.during) over
             (partition by p.key order by p.rank groups between unbounded preceding and 1 preceding), '{}') as during
      from present p),
  held as (
    select a.key, a.agent_id as holder, '{(,)}'::datemultirange as during from asked a where a.of_agent
    union all
    select f.key, f.holder, range_agg(f.during) from first_come f group by 1, 2)
  select h.key, h.holder, h.during
    from held h join asked a on a.key = h.key
   where not isempty(h.during)
     and (cardinality(a.distinct_from) = 0 or not exists (
       select from decision d
        where d.request_id = a.request_id and d.element_id = any (a.distinct_from)
          and d.author_id = h.holder and d.voided_at is null));
end $$;

-- Whoever decided may not decide again where two people must; nor, on paper, who completed it in the agent's stead.
create or replace function decision_changes_holdings() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  perform keep_task_holdings(array_agg(t.key))
    from now_so d join request r on r.id = d.request_id join task t on t.request_id = d.request_id
   where t.state = 'created' and (r.on_paper or d.element_id = any (t.distinct_from))
  having count(*) > 0;
  return null;
end $$;
