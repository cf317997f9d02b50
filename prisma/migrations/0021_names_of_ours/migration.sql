-- PostgreSQL looks a table up among the temporary ones first, unless a search path says otherwise: whoever made a temporary
-- « consultation » had a function of ours delete from it, as the owner of the tables if the function runs as its owner, and
-- a trigger believe it. A function of ours names its schemas, temporary last, or is bound to its tables when it is made
-- (« return », « begin atomic »). prisma/grants.db.test.ts asks it of those to come.

-- Who holds a task, as it was (0004): bound to its tables, it still opens up in the queries around it, which a search path of
-- its own would prevent.
create or replace function task_holder_on(day date) returns table (task_key text, person_id uuid)
  language sql stable
begin atomic
  select t.key, r.agent_id
    from task t join request r on r.id = t.request_id
   where (t.role = 'agent' or (t.role = 'demandeur' and r.filed_by_id is null)) and t.state in ('created', 'completing')
  union
  select t.key, s.person_id
    from task t
    join request r on r.id = t.request_id
    cross join lateral (
      select h.person_id, bool_or(h.person_id = r.filed_by_id) over () as filer_among
        from structure_above a
        join circuit_version v on v.id = r.version_id
        join habilitation h on h.structure_id = a.above_id and h.role = v.sheet ->> 'startedBy'
       where a.structure_id = r.structure_id and h.person_id <> r.agent_id
         and h."from" <= day and (h.until is null or h.until >= day)) s
   where t.role = 'demandeur' and r.filed_by_id is not null and t.state in ('created', 'completing')
     and (s.person_id = r.filed_by_id or not s.filer_among)
  union
  select t.key, h.person_id
    from task t
    join request r on r.id = t.request_id
    join structure_above a on a.structure_id = r.structure_id
    join habilitation h on h.structure_id = a.above_id and h.role = t.role
   where t.role not in ('agent', 'demandeur', 'superieur') and t.state in ('created', 'completing')
     and h."from" <= day and (h.until is null or h.until >= day)
     and h.person_id <> r.agent_id
     and (t.decision in ('complement', 'correction') or h.person_id is distinct from r.filed_by_id)
  union
  select t.key, h.person_id
    from task t
    join request r on r.id = t.request_id
    join structure_above a on a.structure_id = r.structure_id
    join habilitation h on h.structure_id = a.above_id and h.role = 'superieur'
   where t.role = 'superieur' and t.state in ('created', 'completing')
     and h."from" <= day and (h.until is null or h.until >= day)
     and h.person_id <> r.agent_id and h.person_id is distinct from r.filed_by_id
     and not exists (select from absence x where x.person_id = h.person_id and x."from" <= day and x.until >= day)
     and not exists (
       select from structure_above nearer
         join habilitation n on n.structure_id = nearer.above_id and n.role = 'superieur'
        where nearer.structure_id = r.structure_id and nearer.distance < a.distance
          and n."from" <= day and (n.until is null or n.until >= day)
          and n.person_id <> r.agent_id and n.person_id is distinct from r.filed_by_id
          and not exists (select from absence x where x.person_id = n.person_id and x."from" <= day and x.until >= day));
end;

create or replace function phone_digits(phone text) returns text language sql immutable
  return right(regexp_replace(phone, '\D', '', 'g'), 9);

create or replace function effect_floor(what text) returns text language sql immutable
  return case what when 'contact' then 'self' when 'work-time' then 'act' when 'echelon' then 'act'
                   when 'bank-account' then 'two-person' end;

do $$
declare
  ours regprocedure;
begin
  for ours in
    select p.oid from pg_proc p
     where p.pronamespace = 'public'::regnamespace and p.prosqlbody is null
       and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
  loop
    execute format('alter function %s set search_path = pg_catalog, public, pg_temp', ours);
  end loop;
end $$;
