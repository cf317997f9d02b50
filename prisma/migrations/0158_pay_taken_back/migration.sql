-- Pay is told what an act that withdraws or repeals another takes back: a piece of its own, which names the one that is taken back
-- (docs/decisions/pay-pieces.md). domain/pay/taken-back.ts says which.
alter table pay_piece add column takes_back_id uuid;
alter table pay_piece add constraint pay_piece_takes_back_id_fkey foreign key (takes_back_id) references pay_piece (id)
  on delete restrict on update cascade;
create index pay_piece_takes_back_id_idx on pay_piece (takes_back_id);

drop trigger pay_piece_has_grounds on pay_piece;
create trigger pay_piece_has_grounds before insert on pay_piece
  for each row when (new.takes_back_id is null) execute function pay_piece_has_grounds();

-- What is taken back was said by a piece of the act that is touched, in the same words: all of it, or from the day of the repeal on.
create function pay_piece_takes_back() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  back pay_piece%rowtype;
  done record;
begin
  select * into back from pay_piece p where p.id = new.takes_back_id;
  select l.nature, l.since, a.request_id as touched into done
    from act b join later_act l on l.by_act_id = b.id join act a on a.id = l.act_id
   where b.id = new.act_id and b.request_id = new.request_id and b.sealed_at is not null and l.nature in ('withdraws', 'repeals');
  if not found or back.request_id <> done.touched then
    raise exception 'pay piece: no sealed act of request % takes that one back', new.request_id using errcode = 'check_violation';
  end if;
  if back.agent_id <> new.agent_id or back.movement <> new.movement or back.facts <> new.facts
     or new.effect_until is distinct from back.effect_until
     or new.effect_date <> (case when done.nature = 'withdraws' then back.effect_date
                                 else greatest(back.effect_date, done.since) end) then
    raise exception 'pay piece: it is not what piece % said', back.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger pay_piece_takes_back before insert on pay_piece
  for each row when (new.takes_back_id is not null) execute function pay_piece_takes_back();

-- The piece that was first said of what is taken back, and given again: its circuit has the words.
create function first_pay_piece(of_piece uuid) returns uuid language sql stable set search_path = pg_catalog, public, pg_temp as $$
  with recursive said as (
    select p.id, p.takes_back_id from pay_piece p where p.id = $1
    union all select p.id, p.takes_back_id from pay_piece p join said on p.id = said.takes_back_id)
  select id from said where takes_back_id is null
$$;
