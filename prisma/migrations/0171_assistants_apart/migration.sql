-- Whoever signs acts, draws circuits or administers is nobody's assistant (domain/permissions/assistant.ts): the last two read no
-- request, and would by this road.
create function barred_as_assistant(role text) returns boolean
  language sql immutable set search_path = pg_catalog, public, pg_temp as $$
  select role in ('signataire', 'analyste', 'administrateur')
$$;

create or replace function assists(assistant uuid, signatory uuid, day date) returns boolean
  language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select exists (select from signing_assistant a
                  where a.assistant_id = assistant and a.signatory_id = signatory and a.revoked_at is null
                    and day between a."from" and a.until)
     and signs_acts(signatory, day)
     and not exists (select from habilitation h where h.person_id = assistant and barred_as_assistant(h.role)
                        and h."from" <= day and (h.until is null or h.until >= day))
     and (select count(distinct o.person_id) = 2 from posting o
           where o.person_id in (assistant, signatory) and o."from" <= day and (o.until is null or o.until >= day))
$$;

create or replace function signing_assistant_is_named() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if tg_op = 'UPDATE' then
    if old.revoked_at is not null then
      raise exception 'assistant %: it was revoked already', new.id using errcode = 'check_violation';
    end if;
  elsif new.revoked_at is not null or not signs_acts(new.signatory_id, paris_day(now()))
        or exists (select from habilitation h where h.person_id = new.assistant_id and barred_as_assistant(h.role)
                      and (h.until is null or h.until >= greatest(new."from", paris_day(now()))) and h."from" <= new.until) then
    raise exception 'assistant %: named by whoever signs, of somebody who neither signs, draws nor administers', new.id
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
