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
