-- CreateTable
CREATE TABLE "housekeeping_run" (
    "day" DATE NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "removed" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "housekeeping_run_pkey" PRIMARY KEY ("day")
);

-- The application can remove neither traces of consultation nor notifications: it asks the owner's functions to, and they
-- alone know how old is old enough, by the database's own clock.

-- Traces of consultation are kept three years.
create function purge_consultations(most integer) returns integer
  language sql security definer set search_path = public as $$
  with gone as (
    delete from consultation where id in (
      select id from consultation where at < now() - interval '3 years' order by at limit most)
    returning 1)
  select count(*)::integer from gone
$$;
create index consultation_at on consultation (at);

-- Notifications that were read a year ago, of requests that are over. Those that carry an act prove that it was notified:
-- they are kept.
create function purge_notifications(most integer) returns integer
  language sql security definer set search_path = public as $$
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
create index notification_read on notification (read_at) where read_at is not null;
