-- That a decision counts, that a withdrawal was answered, that a bordereau was recalled, that a proof served: said once. Whoever writes
-- to the database as the portal neither takes it back nor dates it anew.
create function said_once() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  raise exception '%: what was said of it stays', tg_table_name using errcode = 'check_violation';
end $$;

create trigger decision_said_once before update on decision for each row
  when (old.confirmed_at is not null and new.confirmed_at is distinct from old.confirmed_at
     or old.voided_at is not null and new.voided_at is distinct from old.voided_at)
  execute function said_once();
create trigger withdrawal_said_once before update on withdrawal for each row
  when ((old.accepted_at is not null or old.refused_at is not null)
    and (new.accepted_at, new.refused_at) is distinct from (old.accepted_at, old.refused_at))
  execute function said_once();
create trigger pay_batch_said_once before update on pay_batch for each row
  when (old.recalled_at is not null
    and (new.recalled_at, new.recalled_by_id, new.recall_reason) is distinct from (old.recalled_at, old.recalled_by_id, old.recall_reason))
  execute function said_once();
-- Who checked a piece that left, and when it left; recalled, it is checked and sent again.
create trigger pay_piece_said_once before update on pay_piece for each row
  when (old.sent_at is not null and new.sent_at is not null
    and (new.sent_at, new.checked_at, new.checked_by_id) is distinct from (old.sent_at, old.checked_at, old.checked_by_id))
  execute function said_once();
create trigger step_up_proof_said_once before update on step_up_proof for each row
  when (old.used_at is not null and new.used_at is distinct from old.used_at)
  execute function said_once();
create trigger submission_proof_said_once before update on submission_proof for each row
  when (old.used_at is not null and new.used_at is distinct from old.used_at)
  execute function said_once();
create trigger identity_claim_said_once before update on identity_claim for each row
  when (old.answered_at is not null and (new.outcome, new.answered_at) is distinct from (old.outcome, old.answered_at))
  execute function said_once();

-- A draft that was filed stays, and with it the proof that whoever filed it was there: both went with a draft that was removed,
-- and the request forgot which draft it was.
ALTER TABLE "request" DROP CONSTRAINT "request_draft_id_fkey";
ALTER TABLE "request" ADD CONSTRAINT "request_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "draft"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
