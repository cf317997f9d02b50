-- Pay: pieces that tell the payer what changes, and the bordereaux (batches) they leave with.

-- Tells whether a piece of pay is taken back on a day, by another that is not itself taken back that day.
-- domain/pay/taken-back.ts says the same.
create or replace function pay_piece_is_taken_back(of_piece uuid, day date) returns boolean
  language plpgsql stable
  set search_path = pg_catalog, public, pg_temp as $$
begin
  return exists (select from pay_piece p
                  where p.takes_back_id = of_piece and p.effect_date <= day and (p.effect_until is null or p.effect_until >= day)
                    and not pay_piece_is_taken_back(p.id, day));
end $$;

-- Finds the first piece of a series that take one another back: its circuit has the words to say.
create or replace function first_pay_piece(of_piece uuid) returns uuid
  language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
  with recursive said as (
    select p.id, p.takes_back_id from pay_piece p where p.id = $1
    union all select p.id, p.takes_back_id from pay_piece p join said on p.id = said.takes_back_id)
  select id from said where takes_back_id is null
$$;

-- Refuses a piece of pay that its request did not ground: the effect of the theme that it follows, else its sealed act (G2).
-- It says no other value or day than what was applied. domain/pay/pay-grounds.ts says the same, and why.
create or replace function pay_piece_has_grounds() returns trigger
  language plpgsql
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
create or replace trigger pay_piece_has_grounds before insert on pay_piece
  for each row when (new.takes_back_id is null) execute function pay_piece_has_grounds();

-- Refuses to delete a piece of pay, or to take one that left out of its bordereau unless the bordereau was recalled.
create or replace function pay_piece_stays() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'pay piece %: it cannot be removed', old.id;
  end if;
  if old.sent_at is not null and new.batch_id is distinct from old.batch_id
     and not exists (select from pay_batch b where b.id = old.batch_id and b.recalled_at is not null) then
    raise exception 'pay piece %: it left with a bordereau that was not recalled', old.id;
  end if;
  return new;
end $$;
create or replace trigger pay_piece_stays before update or delete on pay_piece for each row execute function pay_piece_stays();

-- Refuses a piece that takes another back, unless a sealed act withdraws or repeals the act of that one.
-- It says the same facts, for all of its time, or from the day of the repeal on, and never a day twice.
-- domain/pay/taken-back.ts says the same.
create or replace function pay_piece_takes_back() returns trigger
  language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  back pay_piece%rowtype;
  done record;
  since date;
begin
  select * into back from pay_piece p where p.id = new.takes_back_id;
  select l.nature, l.since, a.request_id as touched into done
    from act b join later_act l on l.by_act_id = b.id join act a on a.id = l.act_id
   where b.id = new.act_id and b.request_id = new.request_id and b.sealed_at is not null and l.nature in ('withdraws', 'repeals');
  if not found or back.request_id <> done.touched then
    raise exception 'pay piece: no sealed act of request % takes that one back', new.request_id using errcode = 'check_violation';
  end if;
  since := case when done.nature = 'withdraws' then back.effect_date else greatest(back.effect_date, done.since) end;
  if back.agent_id <> new.agent_id or back.movement <> new.movement or back.facts <> new.facts
     or new.effect_date < since or coalesce(new.effect_until, 'infinity') < new.effect_date
     or coalesce(new.effect_until, 'infinity') > coalesce(back.effect_until, 'infinity')
     or (new.effect_date > since and not pay_piece_is_taken_back(back.id, new.effect_date - 1))
     or (new.effect_until is distinct from back.effect_until and not pay_piece_is_taken_back(back.id, new.effect_until + 1)) then
    raise exception 'pay piece: it is not what piece % said', back.id using errcode = 'check_violation';
  end if;
  -- What takes back may only begin or cease to on the days on which another piece does.
  if exists (
    with recursive taking as (
      select p.* from pay_piece p where p.takes_back_id = back.id
      union all select p.* from pay_piece p join taking t on p.takes_back_id = t.id)
    select from (select new.effect_date as day union select t.effect_date from taking t union select t.effect_until + 1 from taking t) edge
     where edge.day >= new.effect_date and edge.day <= coalesce(new.effect_until, 'infinity')
       and pay_piece_is_taken_back(back.id, edge.day)) then
    raise exception 'pay piece: piece % is taken back already', back.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create or replace trigger pay_piece_takes_back before insert on pay_piece
  for each row when (new.takes_back_id is not null) execute function pay_piece_takes_back();

-- Refuses to change who checked a piece that left, and when it left. Once recalled, it is checked and sent again.
create or replace trigger pay_piece_said_once before update on pay_piece for each row
  when (old.sent_at is not null and new.sent_at is not null
    and (new.sent_at, new.checked_at, new.checked_by_id) is distinct from (old.sent_at, old.checked_at, old.checked_by_id))
  execute function said_once();

-- Refuses to change who recalled a bordereau, when and why.
create or replace trigger pay_batch_said_once before update on pay_batch for each row
  when (old.recalled_at is not null
    and (new.recalled_at, new.recalled_by_id, new.recall_reason) is distinct from (old.recalled_at, old.recalled_by_id, old.recall_reason))
  execute function said_once();
