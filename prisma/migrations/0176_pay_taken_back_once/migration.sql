-- Pay takes back each day of a piece once (docs/decisions/pay-pieces.md): of an act repealed, then withdrawn, the days before its
-- repeal alone. domain/pay/taken-back.ts says which.
DROP INDEX "pay_piece_request_id_movement_key";
CREATE INDEX "pay_piece_request_id_idx" ON "pay_piece"("request_id");
create unique index pay_piece_request_id_movement_key on pay_piece (request_id, movement) where takes_back_id is null;
create unique index pay_piece_takes_back_since_key on pay_piece (request_id, takes_back_id, effect_date)
  where takes_back_id is not null;

create function pay_piece_is_taken_back(of_piece uuid, day date) returns boolean language plpgsql stable
  set search_path = pg_catalog, public, pg_temp as $$
begin
  return exists (select from pay_piece p
                  where p.takes_back_id = of_piece and p.effect_date <= day and (p.effect_until is null or p.effect_until >= day)
                    and not pay_piece_is_taken_back(p.id, day));
end $$;

-- As it was (0158), but for the days: each end is that of what the act takes back, or meets what is taken back already.
create or replace function pay_piece_takes_back() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
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
