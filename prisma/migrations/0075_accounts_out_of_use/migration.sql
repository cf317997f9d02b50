-- Nobody enters by an account that is locked or closed, whatever the road: a session that begins while its account is being
-- locked waits for that, and finds it so.
create function session_needs_an_open_account() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  perform from "user" u where u.id = new.user_id and u.locked_at is null and u.closed_at is null for share;
  if not found then
    raise exception 'session: the account is locked, or closed' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger session_needs_an_open_account before insert on session
  for each row execute function session_needs_an_open_account();

-- How many people but this one administer a structure and go on: their right has no end, their account is neither locked nor
-- closed.
create function administrators_but(person uuid, structure uuid) returns bigint
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select count(distinct h.person_id) from structure_above a join habilitation h on h.structure_id = a.above_id
   where a.structure_id = $2 and h.role = 'administrateur' and h.person_id <> $1
     and h."from" <= paris_day(now()) and h.until is null
     and not exists (select from "user" u where u.person_id = h.person_id
                        and (u.locked_at is not null or u.closed_at is not null))
$$;

-- As it was (0029), but for those who can no longer enter.
create or replace function two_administrators_remain() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  perform pg_advisory_xact_lock(hashtextextended('administrators', 0));
  if administrators_but(old.person_id, old.structure_id) < 2 then
    raise exception 'habilitation %: two other administrators must remain', old.id using errcode = 'check_violation';
  end if;
  return new;
end $$;

-- The same of an administrator's account: two administrators who lock or close each other would leave nobody.
create function two_accounts_remain() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  perform pg_advisory_xact_lock(hashtextextended('administrators', 0));
  if exists (select from habilitation h
              where h.person_id = new.person_id and h.role = 'administrateur' and h."from" <= paris_day(now())
                and (h.until is null or h.until >= paris_day(now()))
                and administrators_but(h.person_id, h.structure_id) < 2) then
    raise exception 'account %: two other administrators must remain', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger two_accounts_remain before update of locked_at, closed_at on "user" for each row
  when (old.locked_at is null and old.closed_at is null and (new.locked_at is not null or new.closed_at is not null))
  execute function two_accounts_remain();
