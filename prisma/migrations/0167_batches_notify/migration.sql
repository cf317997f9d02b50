-- The same as in 0165, said the way in which channels are looked for.
create or replace function tell_signed_in_batch() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  decided uuid;
  signer uuid;
begin
  if tg_table_name = 'decision' then decided := new.id; else decided := new.decision_id; end if;
  select p.person_id into signer from decision_intent i join step_up_proof p on p.id = i.step_up_id
   where i.id = decided and p.batch_id is not null;
  if signer is not null then perform pg_notify('harmonie_change', 'batch:' || signer); end if;
  return null;
end $$;

-- What a batch proved stays, with what it refused; one that nobody proved can be forgotten.
create function signing_batch_stays() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  of_batch uuid;
begin
  if by_owner() then return old; end if;
  if tg_table_name = 'signing_batch' then of_batch := old.id; else of_batch := old.batch_id; end if;
  if exists (select from signing_batch b where b.id = of_batch and b.state <> 'made') then
    raise exception 'signing batch %: it was proved', of_batch using errcode = 'check_violation';
  end if;
  return old;
end $$;
create trigger signing_batch_stays before delete on signing_batch for each row execute function signing_batch_stays();
create trigger signing_leaf_stays before delete on signing_leaf for each row execute function signing_batch_stays();
