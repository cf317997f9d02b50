-- A closed piece (a medical certificate) is opened by its agent and by whoever keeps their file, whoever else decides
-- (domain/permissions/request.ts). Said when it is sent, by the form that asks for it, and for good.
alter table piece add column closed boolean not null default false;
create function piece_stays_closed() returns trigger language plpgsql as $$
begin
  raise exception 'piece %: who may open it is said once', old.id using errcode = 'check_violation';
end $$;
create trigger piece_stays_closed before update on piece for each row
  when (old.closed is distinct from new.closed) execute function piece_stays_closed();
