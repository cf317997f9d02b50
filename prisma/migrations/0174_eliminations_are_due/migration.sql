-- Whoever writes to the database as the portal eliminates no act before its time, nor one that is to be kept, nor in the name of
-- people who do not keep its registry: what a proposal says of an act is asked of the registry and of the grid that stands, as
-- it is proposed and again as it is approved.
create function keeps_registry_of(person uuid, act uuid, day date) returns boolean language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select from registered_act n
      join structure_above s on s.structure_id = n.structure_id
      join habilitation h on h.structure_id = s.above_id and h.person_id = person and h.role = 'gestionnaire'
     where n.act_id = act and n.sealed_at is not null and n.agent_id <> person
       and h."from" <= day and (h.until is null or h.until >= day))
$$;

-- What the grid in force says of the acts of a kind: how many years, then what.
create function retention_of(kind text, day date, out years integer, out fate text) language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select (line -> 'values' ->> 'years')::int, line -> 'values' ->> 'fate'
    from (select g.grid from situation_grid g where g.grid ->> 'use' = 'retention'
           order by g.published_at desc, g.number desc limit 1) grid,
         jsonb_array_elements(grid.grid -> 'rows') line
   where line -> 'values' ->> 'kind' in (retention_of.kind, '*')
     and retention_of.day between (line ->> 'from')::date and coalesce((line ->> 'until')::date, 'infinity')
   order by line -> 'values' ->> 'kind' = '*' limit 1
$$;

create function eliminated_act_is_due() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  of elimination%rowtype;
  said record;
  today date := paris_day(now());
begin
  select * into of from elimination e where e.id = new.elimination_id;
  if not keeps_registry_of(case when new.state = 'proposed' then of.proposed_by_id else of.decided_by_id end, new.act_id, today) then
    raise exception 'elimination: of act %, that person does not keep the registry', new.act_id using errcode = 'check_violation';
  end if;
  select * into said from retention_of(new.kind, today);
  if said.fate is distinct from 'éliminer' or said.years is distinct from new.years
     or new.kept_until > today or new.kept_until <> (new.signed_on + make_interval(years => new.years))::date
     or not exists (select from act a join registered_act n on n.act_id = a.id and n.sealed_at is not null
                     where a.id = new.act_id and n.number = new.number and n.kind = new.kind
                       and paris_day(a.signed_at) = new.signed_on) then
    raise exception 'elimination: act % is not due', new.act_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger eliminated_act_is_due before insert or update of state on eliminated_act
  for each row when (new.state in ('proposed', 'approved')) execute function eliminated_act_is_due();
