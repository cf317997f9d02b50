-- An act that is kept until a day is kept on that day too: it may be eliminated from the day after.
create or replace function eliminated_act_is_due() returns trigger language plpgsql
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
     or new.kept_until >= today or new.kept_until <> (new.signed_on + make_interval(years => new.years))::date
     or not exists (select from act a join registered_act n on n.act_id = a.id and n.sealed_at is not null
                     where a.id = new.act_id and n.number = new.number and n.kind = new.kind
                       and paris_day(a.signed_at) = new.signed_on) then
    raise exception 'elimination: act % is not due', new.act_id using errcode = 'check_violation';
  end if;
  return new;
end $$;

create or replace function eliminate_request(of_elimination uuid, of_request uuid, done_at timestamptz) returns integer
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  acts uuid[];
begin
  select array_agg(e.act_id) into acts from eliminated_act e join elimination n on n.id = e.elimination_id
   where e.elimination_id = of_elimination and e.request_id = of_request and e.state = 'approved' and n.state = 'approved';
  if acts is null then return 0; end if;
  perform from request r where r.id = of_request for update;
  if of_request not in (select eliminable_requests(acts)) then
    raise exception 'request %: something of it is still needed', of_request using errcode = 'check_violation';
  end if;
  if exists (select from eliminated_act e, retention_of(e.kind, paris_day(now())) said
              where e.elimination_id = of_elimination and e.request_id = of_request
                and (said.fate is distinct from 'éliminer' or said.years is null
                     or (e.signed_on + make_interval(years => said.years))::date >= paris_day(now()))) then
    raise exception 'request %: it is to be kept, by the rule of today', of_request using errcode = 'check_violation';
  end if;
  update eliminated_act set state = 'eliminated', eliminated_at = done_at
   where elimination_id = of_elimination and request_id = of_request;
  delete from act_preview p using act a where a.id = p.act_id and a.request_id = of_request;
  update act set content = '{}', effects = null,
                 evidence = jsonb_build_object('version', evidence -> 'version', 'act', evidence -> 'act')
   where request_id = of_request and sealed_at is not null;
  update act set content = '{}' where request_id = of_request and sealed_at is null;
  update dossier_piece set withdrawn_at = done_at where act_id = any(acts) and withdrawn_at is null;
  update piece set file_name = '' where request_id = of_request;
  update request_amendment set "values" = '{}' where request_id = of_request;
  update decision_intent set reason = null, reason_law = null, reason_fact = null, answers = null where request_id = of_request;
  update decision_reply set params = null, faults = null
   where decision_id in (select i.id from decision_intent i where i.request_id = of_request);
  update decision_batch_item set reason = null, reason_law = null, reason_fact = null, params = null, faults = null
   where task_key in (select t.key from task t where t.request_id = of_request);
  update request_event set detail = '{}' where request_id = of_request;
  update draft set data = '{}' where id = (select r.draft_id from request r where r.id = of_request);
  update request set data = '{}' where id = of_request;
  return cardinality(acts);
end $$;
