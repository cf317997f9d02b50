-- The requests of others that somebody filed or decided on, one row each: the list « where I acted » reads them in its order,
-- so that its pages cost the same after ten years as after one. What it is sorted and chosen by stands beside. Who may read
-- a request is not asked here (domain/permissions/request.ts).
create table acted_request (
  request_id uuid           not null,
  person_id  uuid           not null,
  filed_at   timestamptz(3) not null,
  kind       text           not null,
  agent_name text           not null,
  constraint acted_request_pkey primary key (request_id, person_id)
);
create index acted_request_by_filing on acted_request (person_id, filed_at, request_id) include (kind, agent_name);
create index acted_request_by_agent on acted_request (person_id, agent_name, filed_at, request_id) include (kind);

-- Keeps the rows of these requests. Safe to call at any time: it writes what the requests and their decisions say.
create function keep_acted_requests(requests uuid[]) returns void language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  with acted as materialized (
    select d.request_id, d.author_id as person_id from decision d
     where d.request_id = any (requests) and d.voided_at is null
    union
    select r.id, r.filed_by_id from request r where r.id = any (requests) and r.filed_by_id is not null),
  gone as (
    delete from acted_request k
     where k.request_id = any (requests)
       and not exists (select from acted a where (a.request_id, a.person_id) = (k.request_id, k.person_id)))
  insert into acted_request (request_id, person_id, filed_at, kind, agent_name)
  select r.id, a.person_id, r.filed_at, r.kind, task_agent_name(p.last_name, p.first_name)
    from acted a join request r on r.id = a.request_id join person p on p.id = r.agent_id
   where a.person_id <> r.agent_id
  on conflict (request_id, person_id) do nothing;
end $$;

create function decision_is_acted() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  perform keep_acted_requests(array[new.request_id]);
  return null;
end $$;
create trigger decision_is_acted_when_written after insert on decision
  for each row execute function decision_is_acted();
create trigger decision_is_acted_when_voided after update of voided_at on decision
  for each row when (old.voided_at is distinct from new.voided_at) execute function decision_is_acted();

create function filing_is_acted() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  perform keep_acted_requests(array[new.id]);
  return null;
end $$;
create trigger filing_is_acted after insert on request
  for each row when (new.filed_by_id is not null) execute function filing_is_acted();

create function name_changes_acted() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  update acted_request x set agent_name = task_agent_name(new.last_name, new.first_name)
    from request r where r.agent_id = new.id and x.request_id = r.id;
  return null;
end $$;
create trigger name_changes_acted after update of last_name, first_name on person
  for each row execute function name_changes_acted();

select keep_acted_requests(array(select id from request));

-- Only that list read decisions by their author.
drop index decision_by_author;
