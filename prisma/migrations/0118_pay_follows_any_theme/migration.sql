-- Any movement of pay follows the theme that names it, where the circuit applies one: an allowance that no act grants is paid after
-- what was checked and applied, and never says more (docs/guarantees.md, G2). Such a theme is checked by somebody at least.
-- domain/pay/pay-grounds.ts and domain/situation/check-theme.ts say the same.

create function situation_theme_pays_what_was_checked() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.definition -> 'pay' is not null and guarantee_rank(new.floor) < guarantee_rank('checked') then
    raise exception 'theme %: pay follows what nobody checks', new.name using errcode = 'check_violation';
  end if;
  return new;
end $$;
-- By its name after « situation_theme_stands », which reads the definition and its floor.
create trigger situation_theme_stands_paid before insert on situation_theme
  for each row execute function situation_theme_pays_what_was_checked();

create or replace function pay_piece_has_grounds() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  asked request%rowtype;
  entry situation_entry%rowtype;
  definition jsonb;
  known jsonb;
  former jsonb;
begin
  select * into asked from request r where r.id = new.request_id and r.agent_id = new.agent_id;
  if asked.id is null or new.movement not in ('work-time', 'echelon', 'bank-account', 'allowance', 'leave', 'other') then
    raise exception 'pay piece: request % is not of this agent, or « % » is no movement', new.request_id, new.movement
      using errcode = 'check_violation';
  end if;
  if new.movement in ('allowance', 'leave', 'other')
     and not exists (select from circuit_version v, jsonb_each(coalesce(v.sheet -> 'themes', '{}')) as theme (name, definition)
                      where v.id = asked.version_id and v.sheet -> 'effects' ? theme.name
                        and theme.definition #>> '{pay,movement}' = new.movement) then
    if not exists (select from act a where a.request_id = asked.id and a.template = 'act' and a.sealed_at is not null)
       -- What a rule refused is not paid: beside the act, a circuit that applies what pays follows pays once it is.
       or exists (select from circuit_version v, jsonb_each(coalesce(v.sheet -> 'themes', '{}')) as theme (name, definition)
                   where v.id = asked.version_id and v.sheet -> 'effects' ? theme.name and theme.definition -> 'pay' is not null)
          and not exists (select from situation_entry e join situation_theme t on t.sha256 = e.theme_sha256
                           where e.request_id = asked.id and t.definition -> 'pay' is not null) then
      raise exception 'pay piece: request % has neither its sealed act nor the effect beside it', asked.id
        using errcode = 'check_violation';
    end if;
    return new;
  end if;
  select e.* into entry from situation_entry e join situation_theme t on t.sha256 = e.theme_sha256
   where e.request_id = asked.id and t.definition #>> '{pay,movement}' = new.movement;
  if not found then
    raise exception 'pay piece: request % did not apply « % »', asked.id, new.movement using errcode = 'check_violation';
  end if;
  select t.definition into definition from situation_theme t where t.sha256 = entry.theme_sha256;
  select coalesce(jsonb_object_agg(f ->> 'key', btrim(coalesce(entry.value #>> array[f ->> 'key', 'shown'], entry.value ->> (f ->> 'key')))), '{}')
    into known from jsonb_array_elements(definition -> 'fields') as f where f -> 'pay' = 'true';
  known := known
    || case when definition #>> '{inTime,from}' is null then '{}'
            else jsonb_build_object(definition #>> '{inTime,from}', entry."from") end
    || case when definition #>> '{inTime,until}' is null then '{}'
            else jsonb_build_object(definition #>> '{inTime,until}', entry.until) end;
  select e.value into former from situation_entry e
   where e.person_id = entry.person_id and e.theme = entry.theme and e.id <> entry.id and e.superseded_at is null
     and e."from" <= entry."from" and (e.until is null or e.until >= entry."from" - 1) and e.at <= entry.at
   order by e."from" desc, e.at desc, e.id desc limit 1;
  if exists (select from jsonb_array_elements(new.facts) as fact
              where fact ->> 'value' is distinct from known ->> (fact ->> 'key')
                 or (fact ? 'before' and fact ->> 'before' is distinct from
                       btrim(coalesce(former #>> array[fact ->> 'key', 'shown'], former ->> (fact ->> 'key')))))
     or (definition #>> '{inTime,from}' is not null and new.effect_date <> entry."from")
     or (definition #>> '{inTime,until}' is not null and new.effect_until is distinct from entry.until) then
    raise exception 'pay piece: it is not what request % applied', asked.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
