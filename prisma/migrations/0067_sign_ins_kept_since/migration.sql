-- Since when the journal of sign-ins is kept: asked by what removes its lines, and by whoever checks that none is missing.
create function sign_ins_kept_since() returns timestamptz
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select now() - interval '12 months'
$$;

create or replace function purge_sign_ins(max integer) returns integer
  language sql security definer set search_path = pg_catalog, public, pg_temp
  set plan_cache_mode = force_custom_plan as $$
  with gone as (
    delete from sign_in_event where id in (
      select id from sign_in_event where at < sign_ins_kept_since() order by at limit max)
    returning 1)
  select count(*)::integer from gone
$$;
