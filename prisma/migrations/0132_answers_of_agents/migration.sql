-- An answer is the agent's own word on what was put to them: held by the agent alone, and no agreement of anybody
-- (domain/decision/decision.ts): what grounds effects and outcomes counts visas, checks and signatures, as before.
alter table task drop constraint task_decision;
alter table task add constraint task_decision
  check (decision in ('opinion', 'visa', 'check', 'signature', 'answer', 'complement', 'correction'));
alter table task add constraint task_answer_of_agent check (decision <> 'answer' or role = 'agent');
alter table decision drop constraint decision_kind;
alter table decision add constraint decision_kind
  check (kind in ('opinion', 'visa', 'check', 'signature', 'answer', 'complement', 'correction'));

-- Who holds tasks, as in 0119, but for N+2: a superior who started the act is the superior there, so that N+2 is the one
-- above them and not one further up.
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
           t.role in ('superieur', 'superieur-n2') as of_superiors,
           case when r.on_paper and t.decision not in ('complement', 'correction') then array(
             select d.author_id from decision d join task s on s.key = d.task_key
              where d.request_id = r.id and s.role in ('agent', 'demandeur') and d.voided_at is null)
                else '{}' end as stood_in,
           case when t.role = 'superieur-n2' then array_remove(array(
             select d.author_id from decision d join task s on s.key = d.task_key
              where d.request_id = r.id and s.role = 'superieur' and d.voided_at is null) || r.filed_by_id, null)
                else '{}' end as decided_below,
           case when r.on_paper and t.role in ('agent', 'demandeur') then 'gestionnaire'
                when t.role = 'demandeur' then (select v.sheet ->> 'startedBy' from circuit_version v where v.id = r.version_id)
                when t.role = 'superieur-n2' then 'superieur'
                else t.role end as needed
      from task t join request r on r.id = t.request_id
     where t.key = any (keys) and t.state in ('created', 'completing')),
  entitled as (
    select a.key, a.role, a.of_superiors, h.person_id as holder, h.person_id = any (a.decided_below) as decided_below,
           case when a.of_superiors then ab.distance
                when a.role in ('agent', 'demandeur') then (h.person_id <> a.filed_by_id)::int
                else 0 end as rank,
           range_agg(daterange(h."from", h.until, '[]')) as during
      from asked a
      join structure_above ab on ab.structure_id = a.structure_id
      join habilitation h on h.structure_id = ab.above_id and h.role = a.needed
     where (not a.of_agent or a.in_their_stead) and h.person_id <> a.agent_id
       and (a.role = 'superieur-n2' or not (a.decides or a.of_superiors) or h.person_id is distinct from a.filed_by_id)
       and h.person_id <> all (a.stood_in)
     group by 1, 2, 3, 4, 5, 6),
  present as (
    select e.key, e.role, e.holder, e.decided_below, e.rank,
           case when e.of_superiors then e.during - coalesce(
             (select range_agg(daterange(x."from", x.until, '[]')) from absence x where x.person_id = e.holder), '{}')
                else e.during end as during
      from entitled e),
  first_come as (
    select p.*,
           p.during - coalesce(range_agg(p.during) over
             (partition by p.key order by p.rank groups between unbounded preceding and 1 preceding), '{}') as days
      from present p),
  left_above as (
    select f.key, f.holder, f.rank,
           f.during - range_agg(f.days) over (partition by f.key, f.holder) as during
      from first_come f
     where f.role = 'superieur-n2' and not f.decided_below),
  second_come as (
    select l.key, l.holder,
           l.during - coalesce(range_agg(l.during) over
             (partition by l.key order by l.rank groups between unbounded preceding and 1 preceding), '{}') as days
      from left_above l),
  held as (
    select a.key, a.agent_id as holder, '{(,)}'::datemultirange as during from asked a where a.of_agent
    union all
    select f.key, f.holder, range_agg(f.days) from first_come f where f.role <> 'superieur-n2' group by 1, 2
    union all
    select s.key, s.holder, range_agg(s.days) from second_come s group by 1, 2)
  select h.key, h.holder, h.during
    from held h join asked a on a.key = h.key
   where not isempty(h.during)
     and (cardinality(a.distinct_from) = 0 or not exists (
       select from decision d
        where d.request_id = a.request_id and d.element_id = any (a.distinct_from)
          and d.author_id = h.holder and d.voided_at is null));
end $$;
