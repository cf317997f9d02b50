-- Incidents of the engine that an administrator has tried again, many of one cause at once (domain/incident/incident-retry.ts).

-- Refuses that a retry goes backward, or leaves « asked » while one of its incidents still waits.
create or replace function incident_retry_goes_on() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if tg_op = 'INSERT' then
    if new.state <> 'asked' then
      raise exception 'retry %: it is asked first', new.id using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if new.state <> old.state and (old.state, new.state) not in (('asked', 'watching'), ('watching', 'ended')) then
    raise exception 'retry %: from « % » to « % »', new.id, old.state, new.state using errcode = 'check_violation';
  end if;
  if new.state <> 'asked' and exists (
    select from retried_incident i where i.retry_id = new.id and i.state in ('waiting', 'sent')) then
    raise exception 'retry %: some of its incidents wait', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger incident_retry_goes_on before insert or update on incident_retry
  for each row execute function incident_retry_goes_on();

-- Refuses the retry of an incident that the requester may not resolve, and a state that goes backward.
-- An administrator of the request's structure; of the top one where no request is known. domain/permissions/operations.ts.
create or replace function retried_incident_holds() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  retry incident_retry;
begin
  if by_owner() then return new; end if;
  if tg_op = 'INSERT' then
    select * into strict retry from incident_retry where id = new.retry_id;
    if new.state <> 'waiting' or retry.state <> 'asked' then
      raise exception 'retry %: its incidents wait first', new.retry_id using errcode = 'check_violation';
    end if;
    if not exists (
      select from habilitation h join structure s on s.id = h.structure_id
       where h.person_id = retry.asked_by_id and h.role = 'administrateur' and h."from" <= paris_day(retry.asked_at)
         and (h.until is null or h.until >= paris_day(retry.asked_at))
         and case when new.request_id is null then s.parent_id is null
                  else exists (select from request r join structure_above a on a.structure_id = r.structure_id
                                where r.id = new.request_id and a.above_id = h.structure_id) end) then
      raise exception 'retry %: not theirs to retry', new.retry_id using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if (old.state, new.state) not in (('waiting', 'sent'), ('waiting', 'refused'), ('sent', 'done'), ('sent', 'gone'),
                                    ('sent', 'again'), ('done', 'again')) then
    raise exception 'retry %: from « % » to « % »', new.retry_id, old.state, new.state using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger retried_incident_holds before insert or update on retried_incident
  for each row execute function retried_incident_holds();
