-- G5: a superior starts what no act is signed for, the interview; a gestionnaire whatever a role starts.
alter table circuit_version drop constraint circuit_version_starter_may_start;
alter table circuit_version add constraint circuit_version_starter_may_start check (
  coalesce(sheet ->> 'startedBy', 'gestionnaire') = 'gestionnaire'
  or (sheet ->> 'startedBy' = 'superieur' and circuit_decides(sheet) is distinct from 'signature')) not valid;
