-- What a batch of signatures has the database do a thousand times, with what it takes less of.

-- What a request answers is what was filed, but where it was amended or a campaign placed its agent: most often it was not, and
-- nothing is put together.
create or replace function request_answers(request uuid, filed jsonb) returns jsonb language plpgsql stable
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (select from request_amendment a where a.request_id = request)
     and not exists (select from campaign_result x where x.request_id = request) then
    return filed;
  end if;
  return (
    select (filed || coalesce((select x.answers from campaign_result x where x.request_id = request), '{}') || changed.to)
           - array(select v.key from jsonb_each(changed.to) v where v.value = 'null')
      from (select coalesce(jsonb_object_agg(v.key, v.value order by a.at, a.acceptance_id), '{}') as to
              from request_amendment a, jsonb_each(a."values") v where a.request_id = request) changed);
end $$;

-- Who wrote a decision acted on its request, whoever else did: what is kept of the others is left as it stands. Once one is
-- voided, all of it is looked at again.
create or replace function decision_is_acted() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op <> 'INSERT' then
    perform keep_acted_requests(array[new.request_id]);
  elsif new.voided_at is null then
    insert into acted_request (request_id, person_id, filed_at, kind, agent_name)
    select r.id, new.author_id, r.filed_at, r.kind, task_agent_name(p.last_name, p.first_name)
      from request r join person p on p.id = r.agent_id
     where r.id = new.request_id and r.agent_id <> new.author_id
    on conflict (request_id, person_id) do nothing;
  end if;
  return null;
end $$;
