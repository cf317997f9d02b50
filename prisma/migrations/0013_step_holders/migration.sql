-- G5: who may hold a step and who may start an act is a closed list, whatever a circuit says (domain/permissions/role.ts).
-- Rows from before stay as they are.
alter table task add constraint task_role_may_hold
  check (role in ('agent', 'demandeur', 'superieur', 'gestionnaire', 'valideur', 'signataire', 'financier')) not valid;
alter table circuit_version add constraint circuit_version_starter_may_start
  check (coalesce(sheet ->> 'startedBy', 'gestionnaire') = 'gestionnaire') not valid;
