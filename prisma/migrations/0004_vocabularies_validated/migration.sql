alter table "audit_event" validate constraint "audit_event_verb";
alter table "decision" validate constraint "decision_outcome";
alter table "decision_batch" validate constraint "decision_batch_outcome";
alter table "decision_intent" validate constraint "decision_intent_outcome";
alter table "request_event" validate constraint "request_event_kind";
