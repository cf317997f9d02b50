-- An operator acts on a request whose circuit leads nowhere any more: an administrator of its structure, who is not its agent,
-- and with a reason. Whatever they do, the rows say what was decided: no effect, no act and no decision is made so.

create function intervened_by_right() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if length(trim(coalesce(new.detail ->> 'reason', ''))) not between 3 and 1000 then
    raise exception 'request %: nobody intervenes without a reason', new.request_id using errcode = 'check_violation';
  end if;
  if not exists (select from request r join structure_above a on a.structure_id = r.structure_id
                   join habilitation h on h.structure_id = a.above_id and h.role = 'administrateur'
                  where r.id = new.request_id and h.person_id = new.actor_id and r.agent_id <> new.actor_id
                    and h."from" <= paris_day(new.at) and (h.until is null or h.until >= paris_day(new.at))) then
    raise exception 'request %: not theirs to act on', new.request_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger intervened_by_right before insert on request_event for each row
  when (new.kind in ('cancelled', 'moved', 'fact-set')) execute function intervened_by_right();

-- What was decided with legal effect is not cancelled (domain/request/cancellation.ts says the same before).
create function cancelled_undecided() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if not exists (select from request r where r.id = new.request_id and r.outcome = 'closed') then
    raise exception 'request %: it is not closed', new.request_id using errcode = 'check_violation';
  end if;
  if exists (select from decision d where d.request_id = new.request_id and d.voided_at is null
                                      and (d.kind, d.outcome) = ('signature', 'signed'))
     or exists (select from act a where a.request_id = new.request_id and a.sealed_at is not null)
     or exists (select from situation_entry e where e.request_id = new.request_id)
     or exists (select from request_event e where e.request_id = new.request_id and e.kind = 'silence'
                                              and e.detail ->> 'means' = 'acceptance') then
    raise exception 'request %: what was decided is not cancelled', new.request_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger cancelled_undecided before insert on request_event for each row
  when (new.kind = 'cancelled') execute function cancelled_undecided();

-- What is cancelled decides nothing any more, whatever its circuit still does before the engine ends it.
create function cancelled_stays() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select from request_event e where e.request_id = new.request_id and e.kind = 'cancelled') then
    raise exception 'request %: it was cancelled', new.request_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger situation_entry_of_no_cancelled before insert on situation_entry for each row
  when (new.request_id is not null) execute function cancelled_stays();
create trigger decision_of_no_cancelled before insert on decision for each row execute function cancelled_stays();
