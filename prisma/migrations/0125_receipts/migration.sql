-- A request that is decided without an act has a receipt in its agent's dossier: one at most, however often it is asked for.
ALTER TABLE "dossier_piece" ADD COLUMN "receipt_of" UUID;
CREATE UNIQUE INDEX "dossier_piece_receipt_of_key" ON "dossier_piece"("receipt_of");
ALTER TABLE "dossier_piece" ADD CONSTRAINT "dossier_piece_receipt_of_fkey" FOREIGN KEY ("receipt_of") REFERENCES "request"("id") ON DELETE SET NULL ON UPDATE CASCADE;

alter table dossier_piece add constraint dossier_piece_receipt_or_act
  check (receipt_of is null or (act_id is null and request_id = receipt_of));

-- It says that a request of that dossier's agent was decided and that no act of it is sealed: it must be so.
create function receipt_holds() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if by_owner() then return new; end if;
  if not exists (
    select from request r join dossier d on d.id = new.dossier_id and d.person_id = r.agent_id
     where r.id = new.receipt_of and r.closed_at is not null
       and (r.outcome = 'granted' or (r.outcome = 'refused' and (r.filed_by_id is null or r.on_paper)))
       and not exists (select from act a where a.request_id = r.id and a.sealed_at is not null)) then
    raise exception 'receipt of request %: not decided, or by an act', new.receipt_of using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger receipt_holds before insert on dossier_piece
  for each row when (new.receipt_of is not null) execute function receipt_holds();
