-- Notifications, on screen and by mail.

-- Deletes notifications read a year ago, of requests closed a year ago, at most `most`; returns how many.
-- Those that carry an act prove that it was notified: they are kept.
create or replace function purge_notifications(most integer) returns integer
  language sql security definer
  set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_custom_plan as $$
  with gone as (
    delete from notification where id in (
      select n.id from notification n
        join request r on r.id = n.request_id
       where n.act_id is null and n.read_at < now() - interval '1 year'
         and n.state in ('sent', 'failed') and r.closed_at < now() - interval '1 year'
       order by n.read_at limit most)
    returning 1)
  select count(*)::integer from gone
$$;

-- Refuses a notification that begins sent or read: it is queued first, so that its dates are proofs.
create or replace function notification_begins_queued() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  raise exception 'notification: it is queued before it is sent or read' using errcode = 'check_violation';
end $$;
create or replace trigger notification_begins_queued before insert on notification for each row
  when (new.state <> 'queued' or new.attempts <> 0 or new.sent_at is not null or new.read_at is not null)
  execute function notification_begins_queued();

-- Keeps on screen a notification whose recipient has no address for it, instead of queueing it for mail.
-- A personal address gets what is about its owner's account and requests, never what is about others.
create or replace function notification_goes_somewhere() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
      select from person p
       where p.id = new.recipient_id and p.work_email is null
         and (p.account_email is null or not case
               when new.request_id is null then new.subject is null and new.message not like 'right-%'
               else exists (select from request r where r.id = new.request_id and r.agent_id = new.recipient_id) end)) then
    new.state := 'on-screen';
  end if;
  return new;
end $$;
create or replace trigger notification_goes_somewhere before insert on notification
  for each row when (new.address is null and new.state = 'queued') execute function notification_goes_somewhere();

-- Refuses to change when a notification was sent, or when it was read: both are proofs.
create or replace function notification_stays_sent() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  raise exception 'notification %: when it was sent and read is written once', old.id using errcode = 'check_violation';
end $$;
create or replace trigger notification_stays_sent before update on notification for each row
  when ((old.sent_at is not null and (old.sent_at, old.state) is distinct from (new.sent_at, new.state))
        or (old.read_at is not null and old.read_at is distinct from new.read_at))
  execute function notification_stays_sent();

-- Notifies the recipient's screens of a new or read notification.
create or replace function ring_notification() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_notify('harmonie_change', 'notification:' || new.recipient_id);
  return null;
end $$;
create or replace trigger notification_rings after insert or update of read_at on notification
  for each row execute function ring_notification();
