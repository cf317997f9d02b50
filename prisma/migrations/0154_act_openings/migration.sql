-- When an agent first opened an act in the portal, and first took it away: proofs of notification, written once. The time for
-- going to court runs from the first, or from a letter that was received.
create table act_opening (
  act_id uuid not null references act,
  what text not null check (what in ('opened', 'downloaded')),
  at timestamptz(3) not null,
  primary key (act_id, what)
);
create trigger act_opening_stays before update or delete or truncate on act_opening
  for each statement execute function audit_stays();
alter table act_opening enable always trigger act_opening_stays;

-- Nobody opens what is not sealed yet.
create function act_opening_is_of_a_sealed_act() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (select from act a where a.id = new.act_id and a.sealed_at is not null) then
    raise exception 'act_opening: act % is not sealed', new.act_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger act_opening_is_of_a_sealed_act before insert on act_opening
  for each row execute function act_opening_is_of_a_sealed_act();
