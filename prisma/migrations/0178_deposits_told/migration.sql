-- What whoever asked for a deposit was told of it: that nobody answers, that it was refused. Each once.
ALTER TABLE "act_deposit" ADD COLUMN     "told" TEXT;

alter table act_deposit
  add constraint act_deposit_told check (told is null or told = 'late' and state <> 'waiting' or told = 'refused' and state = 'refused');
create index act_deposit_untold on act_deposit (id) where state = 'refused' and told is distinct from 'refused';
create index act_deposit_unanswered_since on act_deposit (deposited_at) where state = 'deposited' and told is null;

create or replace function act_deposit_goes_forward() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'deposit of act %: it stays', old.act_id using errcode = 'check_violation';
  elsif tg_op = 'INSERT' then
    if new.state <> 'waiting' or not exists (select from act a where a.id = new.act_id and a.sealed_at is not null) then
      raise exception 'deposit of act %: a sealed act is asked for first', new.act_id using errcode = 'check_violation';
    end if;
  elsif (new.id, new.act_id, new.attempt, new.name, new.asked_by_id, new.asked_at)
          is distinct from (old.id, old.act_id, old.attempt, old.name, old.asked_by_id, old.asked_at)
     or (old.state, new.state) not in (('waiting', 'deposited'), ('waiting', 'refused'), ('deposited', 'deposited'),
                                       ('deposited', 'acknowledged'), ('deposited', 'refused'), ('refused', 'refused'))
     or old.sha256 is not null and (new.sha256, new.size, new.deposited_at)
          is distinct from (old.sha256, old.size, old.deposited_at)
     -- Of a refusal nothing changes but that it was told.
     or old.state = 'refused' and (to_jsonb(new) - 'told' <> to_jsonb(old) - 'told' or new.told is distinct from 'refused')
     -- What was told is told.
     or old.told is not null and new.told is distinct from old.told and (old.told, new.told) is distinct from ('late', 'refused') then
    raise exception 'deposit of act %: what was written down stays', old.act_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
