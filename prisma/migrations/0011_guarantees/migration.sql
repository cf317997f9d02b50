-- What stands behind a change of someone's situation (docs/guarantees.md, G2), held by the database too: whatever a circuit,
-- a worker or a statement says, no effect is written without its grounds.

ALTER TABLE "situation_change" ADD COLUMN "guarantee" TEXT,
ADD COLUMN "act_id" UUID,
ADD COLUMN "decision_ids" UUID[];

-- Those written before guarantees were kept with them have none; every new row has.
alter table situation_change add constraint situation_change_guarantee
  check (guarantee in ('self', 'checked', 'act', 'two-person'));

-- Whoever owns the tables: migrations, the seed of a demonstration, an operator's repair. The application is never it.
create function by_owner() returns boolean language sql stable as $$
  select pg_has_role(current_user, (select relowner from pg_class where oid = 'request'::regclass), 'member')
$$;

create function effect_floor(what text) returns text language sql immutable as $$
  select case what when 'contact' then 'self' when 'work-time' then 'act' when 'echelon' then 'act'
                   when 'bank-account' then 'two-person' end
$$;

create function situation_change_has_grounds() returns trigger language plpgsql as $$
declare
  asked request%rowtype;
  agreed int;
begin
  select * into asked from request where id = new.request_id;
  if asked.id is null or asked.agent_id <> new.person_id then
    raise exception 'situation change: request % is not of this person', new.request_id using errcode = 'check_violation';
  end if;
  if new.guarantee is null or new.guarantee is distinct from effect_floor(new.what) then
    raise exception 'situation change: « % » asks for the guarantee « % »', new.what, effect_floor(new.what)
      using errcode = 'check_violation';
  end if;
  if exists (select from decision d where d.request_id = asked.id and d.voided_at is null
                and (d.kind, d.outcome) in (('visa', 'refused'), ('check', 'unconfirmed'))) then
    raise exception 'situation change: request % was refused', asked.id using errcode = 'check_violation';
  end if;
  select count(distinct d.author_id) into agreed
    from decision d where d.id = any (new.decision_ids) and d.request_id = asked.id
     and d.confirmed_at is not null and d.voided_at is null
     and (d.kind, d.outcome) in (('visa', 'approved'), ('check', 'confirmed'))
     and d.author_id <> asked.agent_id and d.author_id is distinct from asked.filed_by_id;
  if new.guarantee = 'self' and asked.filed_by_id is not null and agreed < 1 then
    raise exception 'situation change: the agent did not file request %', asked.id using errcode = 'check_violation';
  end if;
  if new.guarantee = 'checked' and agreed < 1 then
    raise exception 'situation change: nobody agreed to request %', asked.id using errcode = 'check_violation';
  end if;
  if new.guarantee = 'act' and not exists (
      select from act a join decision d on d.id = a.decision_id
       where a.id = new.act_id and a.request_id = asked.id and a.template = 'act' and a.sealed_at is not null
         and d.request_id = asked.id and d.kind = 'signature' and d.outcome = 'signed'
         and d.capacity is not null and d.voided_at is null) then
    raise exception 'situation change: request % has no sealed act', asked.id using errcode = 'check_violation';
  end if;
  if new.guarantee = 'two-person' and (asked.filed_by_id is not null or agreed < 2
      or not exists (select from decision d where d.id = any (new.decision_ids) and d.kind = 'check')
      or not exists (select from decision d join task t on t.key = d.task_key
                      where d.id = any (new.decision_ids) and t.role = 'financier')
      or not exists (select from submission_proof p where p.draft_id = asked.draft_id
                        and p.person_id = asked.agent_id and p.used_at is not null)
      or asked.stop_until is null or asked.stop_until > clock_timestamp()) then
    raise exception 'situation change: request % lacks its two people, its proof or its wait', asked.id
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger situation_change_has_grounds before insert on situation_change
  for each row execute function situation_change_has_grounds();

-- What an effect writes is what its request asked, and stands beside its change: looked at when the transaction ends, since
-- both are written in it.
create function effect_has_change() returns trigger language plpgsql as $$
declare
  what text := tg_argv[0];
  asked jsonb;
begin
  -- An échelon taken over when the portal opened has no request: its owner writes it.
  if new.request_id is null and by_owner() then return null; end if;
  select r.data into asked
    from situation_change c join request r on r.id = c.request_id
   where c.request_id = new.request_id and c.person_id = new.person_id and c.what = tg_argv[0];
  if not found then
    raise exception '%: no change of the situation stands behind it', tg_table_name using errcode = 'check_violation';
  end if;
  if (what = 'bank-account' and asked #>> '{iban,sealed}' is distinct from to_jsonb(new) ->> 'sealed')
     or (what = 'work-time' and (asked ->> 'quota', asked ->> 'startDate', asked ->> 'endDate')
           is distinct from (to_jsonb(new) ->> 'quota', to_jsonb(new) ->> 'from', to_jsonb(new) ->> 'until'))
     or (what = 'echelon' and (asked ->> 'echelon', asked ->> 'index', asked ->> 'effectDate')
           is distinct from (to_jsonb(new) ->> 'echelon', to_jsonb(new) ->> 'index', to_jsonb(new) ->> 'from')) then
    raise exception '%: it is not what the request asked for', tg_table_name using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger bank_account_has_change after insert on bank_account
  deferrable initially deferred for each row execute function effect_has_change('bank-account');
create constraint trigger work_time_has_change after insert or update on work_time
  deferrable initially deferred for each row execute function effect_has_change('work-time');
create constraint trigger echelon_has_change after insert or update on echelon
  deferrable initially deferred for each row execute function effect_has_change('echelon');

-- How someone is reached outside work is changed by a request of theirs, or by the owner.
create function contact_has_change() returns trigger language plpgsql as $$
begin
  if by_owner() then return null; end if;
  if not exists (
      select from situation_change c join request r on r.id = c.request_id
       where c.person_id = new.id and c.what = 'contact'
         and (new.phone is not distinct from old.phone or new.phone = r.data ->> 'phone')
         and (new.personal_email is not distinct from old.personal_email or new.personal_email = r.data ->> 'personalEmail')
         and c.id = (select l.id from situation_change l where l.person_id = new.id and l.what = 'contact'
                      order by l.at desc, l.id desc limit 1)) then
    raise exception 'person: no request stands behind this change of contact' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger contact_has_change after update of phone, personal_email on person
  deferrable initially deferred for each row
  when (old.phone is distinct from new.phone or old.personal_email is distinct from new.personal_email)
  execute function contact_has_change();

-- Pay follows a change that was applied, or an act that was sealed.
create function pay_piece_has_grounds() returns trigger language plpgsql as $$
begin
  if not exists (select from request r where r.id = new.request_id and r.agent_id = new.agent_id and (
       exists (select from situation_change c where c.request_id = r.id)
       or exists (select from act a where a.request_id = r.id and a.template = 'act' and a.sealed_at is not null))) then
    raise exception 'pay piece: request % has neither a sealed act nor an applied effect', new.request_id
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger pay_piece_has_grounds before insert on pay_piece
  for each row execute function pay_piece_has_grounds();

-- Until when a change can be stopped is said once to its agent, and stays.
create function stop_until_stays() returns trigger language plpgsql as $$
begin
  if not by_owner() then
    raise exception 'request %: until when it can be stopped was said already', old.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger stop_until_stays before update of stop_until on request for each row
  when (old.stop_until is not null and old.stop_until is distinct from new.stop_until)
  execute function stop_until_stays();
