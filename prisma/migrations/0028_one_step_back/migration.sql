-- G6: a withdrawal on one person's word goes one step back at most (docs/decisions/two-people-publish.md). It fell back to the
-- newest version left, each time: one analyst who withdrew the newer ones in turn brought back an old one alone.

-- The version that new requests start on: the last that two people put in force; once it is withdrawn, the one that they had
-- put in force before it, unless that one is withdrawn too. Null: the kind is closed until two people publish. What the
-- installation published (and what one person did before two were asked) came before. domain/circuit/proposal.ts says the same.
create or replace function circuit_version_in_force(of_kind text) returns uuid language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  with chosen as (
    select v.id, v.number, v.withdrawn_at, p.published_at as at
      from circuit_proposal p join circuit_version v using (kind, bundle_hash)
     where p.kind = of_kind and p.state = 'published'
    union all
    select v.id, v.number, v.withdrawn_at, null from circuit_version v where v.kind = of_kind and v.proposal_id is null
  ), last_two as (
    select * from chosen order by at desc nulls last, number desc limit 2
  )
  select id from last_two where withdrawn_at is null order by at desc nulls last, number desc limit 1
$$;

-- Kinds that fell further back before: closed, or on the version that two people had put in force before.
update circuit_version v set current = false where v.current and v.id is distinct from circuit_version_in_force(v.kind);
update circuit_version v set current = true where not v.current and v.id = circuit_version_in_force(v.kind);

-- Nothing new begins on a version that was withdrawn, nor on any of a kind that is closed; what was filed goes on.
create or replace function circuit_version_is_not_withdrawn() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select from circuit_version v where v.id = new.version_id and v.withdrawn_at is not null) then
    raise exception '%: version % was withdrawn', tg_table_name, new.version_id using errcode = 'check_violation';
  end if;
  if exists (select from circuit_version v where v.id = new.version_id and circuit_version_in_force(v.kind) is null) then
    raise exception '%: the kind of version % is closed', tg_table_name, new.version_id using errcode = 'check_violation';
  end if;
  return new;
end $$;

-- Two people stand behind a publication when it is approved: whoever proposed it is an analyst still.
create or replace function circuit_proposal_goes_on() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if (old.state, new.state) not in (
       ('open', 'returned'), ('open', 'taken-back'), ('open', 'changed'), ('open', 'dropped'), ('open', 'approved'),
       ('approved', 'published'), ('approved', 'failed'))
     or (old.state = 'approved' and (new.decided_by, new.decided_at) is distinct from (old.decided_by, old.decided_at)) then
    raise exception 'circuit proposal %: it was decided already', old.id using errcode = 'check_violation';
  end if;
  if new.state in ('returned', 'approved') and not draws_circuits(new.decided_by, new.decided_at) then
    raise exception 'circuit proposal %: an analyst decides', old.id using errcode = 'check_violation';
  end if;
  if new.state = 'approved' and not draws_circuits(old.proposed_by, new.decided_at) then
    raise exception 'circuit proposal %: who proposed it is no analyst any more', old.id using errcode = 'check_violation';
  end if;
  if new.state = 'published' then new.published_at := clock_timestamp(); end if;
  return new;
end $$;

-- What silence means is the law's to say, kind by kind, and no circuit's. domain/calendar/silence-rule.ts says the same.
create function silence_meaning(of_kind text) returns text language sql immutable
  set search_path = pg_catalog, public, pg_temp as $$
  select case when of_kind in ('detachement', 'disponibilite', 'disponibilite-pour-convenances-personnelles',
                               'disponibilite-pour-creation-d-entreprise')
              then 'acceptance' else 'rejection' end
$$;
create or replace function silence_is_over() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if not exists (
      select from request r where r.id = new.request_id and r.silence_at <= clock_timestamp()
         and not exists (select from act a where a.request_id = r.id and a.sealed_at is not null)
         and not exists (select from situation_change c where c.request_id = r.id)) then
    raise exception 'request %: its delay is not over', new.request_id using errcode = 'check_violation';
  end if;
  if new.detail ->> 'means' is distinct from
     (select silence_meaning(r.kind) from request r where r.id = new.request_id) then
    raise exception 'request %: the law gives its silence another meaning', new.request_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
