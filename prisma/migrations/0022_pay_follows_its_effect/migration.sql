-- A movement of pay follows the effect of its name, applied on its own request, or a sealed act where no effect says it
-- (docs/guarantees.md, G2); it never says more than what was applied. domain/pay/pay-grounds.ts says the same, and why.

create function pay_ground(movement text) returns text language sql immutable
  set search_path = pg_catalog, public, pg_temp as $$
  select case when movement in ('work-time', 'echelon', 'bank-account') then movement
              when movement in ('allowance', 'leave', 'other') then 'act' end
$$;

-- Of a full pay, by quota: code général de la fonction publique, article L612-5.
create function pay_fraction(quota int) returns text language sql immutable
  set search_path = pg_catalog, public, pg_temp as $$
  select case quota when 50 then '50/100' when 60 then '60/100' when 70 then '70/100' when 80 then '6/7' when 90 then '32/35' end
$$;

-- What the effect of a request wrote, by the keys that pay may name; null where it wrote nothing.
create function pay_applied(what text, request uuid) returns jsonb language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  select case $1
    when 'work-time' then (
      select jsonb_build_object('quota', w.quota, 'startDate', w."from", 'endDate', w.until, 'payFraction', pay_fraction(w.quota))
        from work_time w where w.request_id = $2)
    when 'echelon' then (
      select jsonb_build_object('grade', e.grade, 'echelon', e.echelon, 'index', e.index, 'effectDate', e."from")
        from echelon e where e.request_id = $2)
    when 'bank-account' then (
      select jsonb_build_object('iban', b.shown, 'holder', btrim(b.holder)) from bank_account b where b.request_id = $2)
  end
$$;

create or replace function pay_piece_has_grounds() returns trigger language plpgsql as $$
declare
  ground text := pay_ground(new.movement);
  asked request%rowtype;
  applied jsonb;
begin
  select * into asked from request r where r.id = new.request_id and r.agent_id = new.agent_id;
  if asked.id is null or ground is null then
    raise exception 'pay piece: request % is not of this agent, or « % » is no movement', new.request_id, new.movement
      using errcode = 'check_violation';
  end if;
  if ground = 'act' then
    if not exists (select from act a where a.request_id = asked.id and a.template = 'act' and a.sealed_at is not null)
       -- What a rule refused is not paid: beside the act, a circuit that applies an effect pays once it is.
       or (select coalesce(v.sheet -> 'effects', '[]') - 'contact' <> '[]' from circuit_version v where v.id = asked.version_id)
          and not exists (select from situation_change c where c.request_id = asked.id and c.what <> 'contact') then
      raise exception 'pay piece: request % has neither its sealed act nor the effect beside it', asked.id
        using errcode = 'check_violation';
    end if;
    return new;
  end if;
  applied := pay_applied(ground, asked.id);
  if applied is null
     or not exists (select from situation_change c where c.request_id = asked.id and c.what = ground) then
    raise exception 'pay piece: request % did not apply « % »', asked.id, ground using errcode = 'check_violation';
  end if;
  if exists (select from jsonb_array_elements(new.facts) as fact
              where fact ->> 'value' is distinct from applied ->> (fact ->> 'key'))
     or new.effect_date <> coalesce(applied ->> 'startDate', applied ->> 'effectDate', new.effect_date::text)::date
     or (ground = 'work-time' and new.effect_until is distinct from (applied ->> 'endDate')::date) then
    raise exception 'pay piece: it is not what request % applied', asked.id using errcode = 'check_violation';
  end if;
  return new;
end $$ set search_path = pg_catalog, public, pg_temp;

-- Nobody checks their own pay.
alter table pay_piece add constraint pay_piece_checked_by_another check (checked_by_id <> agent_id) not valid;
