-- Incidents of one cause are tried again together, on an administrator's word: a row for the gesture, one for each incident. A worker
-- goes through them, and goes on where it was when it is stopped.

create table incident_retry (
    id uuid not null,
    asked_by_id uuid not null,
    asked_at timestamptz(3) not null,
    reason text not null,
    circuit text not null,
    place text not null,
    cause text not null,
    state text not null,
    watched_until timestamptz(3),
    ended_at timestamptz(3),

    constraint incident_retry_pkey primary key (id),
    constraint incident_retry_reason check (length(trim(reason)) between 3 and 1000),
    constraint incident_retry_state check (state in ('asked', 'watching', 'ended')),
    constraint incident_retry_watches check (state = 'asked' or watched_until is not null),
    constraint incident_retry_ends check ((state = 'ended') = (ended_at is not null))
);
create index incident_retry_asked_by_id_idx on incident_retry (asked_by_id);

-- Waiting, sent to the engine, then what became of it: it went on, was gone by then, stopped again, or was not theirs to retry any more.
create table retried_incident (
    retry_id uuid not null,
    incident_key text not null,
    instance_key text not null,
    element_instance_key text not null,
    request_id uuid,
    place text not null,
    error_type text not null,
    state text not null,
    changed_at timestamptz(3) not null,

    constraint retried_incident_pkey primary key (retry_id, incident_key),
    constraint retried_incident_retry_id_fkey foreign key (retry_id) references incident_retry (id)
      on delete restrict on update cascade,
    constraint retried_incident_request_id_fkey foreign key (request_id) references request (id)
      on delete restrict on update cascade,
    constraint retried_incident_state check (state in ('waiting', 'sent', 'done', 'gone', 'again', 'refused'))
);
create index retried_incident_request_id_idx on retried_incident (request_id);
-- Asked twice, an incident is left to the first.
create unique index retried_incident_under_way on retried_incident (incident_key) where state in ('waiting', 'sent');

-- It goes one way, and ends once all that it holds has.
create function incident_retry_goes_on() returns trigger language plpgsql
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
create trigger incident_retry_goes_on before insert or update on incident_retry
  for each row execute function incident_retry_goes_on();

-- Each is one that whoever asked may resolve: domain/permissions/operations.ts says the same.
create function retried_incident_holds() returns trigger language plpgsql
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
create trigger retried_incident_holds before insert or update on retried_incident
  for each row execute function retried_incident_holds();
