import { CLAIM_OUTCOMES, IDENTITY_LINK_GROUNDS, LINK_PURPOSES } from '#domain/account/link.ts';
import { FILING_PROOF_METHODS, SIGN_IN_METHODS, SIGNER_PROOF_METHODS, STRENGTHS } from '#domain/account/sign-in.ts';
import { DOCUMENT_KINDS } from '#domain/account/without-address.ts';
import { ACT_NATURES, ACT_STATES, UNUSED_BECAUSE } from '#domain/act/registry.ts';
import { DEPOSIT_STATES } from '#domain/archive/deposit.ts';
import { ELIMINATED_ACT_STATES, ELIMINATION_STATES } from '#domain/archive/retention.ts';
import { PLACE_CLOCKS } from '#domain/calendar/place-clock.ts';
import { CAMPAIGN_STATES, RANKING_STATES } from '#domain/campaign/campaign.ts';
import { DRAFTED, PARTS } from '#domain/circuit/blocks/part.ts';
import { CIRCUIT_DRAFT_ORIGINS } from '#domain/circuit/drafts/draft.ts';
import { PROPOSAL_STATES } from '#domain/circuit/drafts/proposal.ts';
import { MIGRATED_STATES } from '#domain/circuit/interventions/migration.ts';
import { DECISION_KINDS, OUTCOMES, TEMPLATES } from '#domain/decision/decision.ts';
import { LATER_ACTS } from '#domain/decision/later-act.ts';
import { REPLIES } from '#domain/decision/refused-decision.ts';
import { OPENINGS } from '#domain/evidence/act-status.ts';
import { AUDIT_VERBS } from '#domain/evidence/audit.ts';
import { SHOWN } from '#domain/evidence/shown.ts';
import { RETRIED_STATES, RETRY_STATES } from '#domain/incident/incident-retry.ts';
import { MAIL_STATES } from '#domain/notice/notice.ts';
import { DEPARTMENT_CODES } from '#domain/people/department.ts';
import { CHANGE_SOURCES, FILE_KINDS, IMPORT_STATES, PROVISION_SOURCES } from '#domain/people/import-line.ts';
import { WRITTEN_LINE_STATES } from '#domain/people/import-words.ts';
import { PROPOSAL_KINDS } from '#domain/permissions/administration.ts';
import { ROLES, STEP_HOLDERS } from '#domain/permissions/role.ts';
import { TASK_STATES } from '#domain/permissions/task.ts';
import { BATCH_LINE_STATES, BATCH_STATES } from '#domain/request/act-batch.ts';
import { STEP_STATES } from '#domain/request/progress.ts';
import { CLOSING_OUTCOMES } from '#domain/request/request.ts';
import { REQUEST_EVENT_KINDS } from '#domain/request/request-event.ts';
import { SIGNING_BATCH_STATES } from '#domain/signing/batch.ts';
import { TOGETHER_KINDS } from '#domain/signing/desk.ts';
import { CORRECTION_STATES, ENTRY_ORIGINS } from '#domain/situation/correction.ts';
import { GRID_PROPOSAL_STATES } from '#domain/situation/grids/grid.ts';
import { GUARANTEES } from '#domain/situation/guarantee.ts';
import { tablesIn, type WordsCheck, wordChecksIn } from './migrate/dump.ts';

/**
 * The words that a column may hold, by `table.column`: the list of `domain/` that its check
 * repeats. A word added to a list reaches the check by a migration, which `node
 * prisma/migrate/write-vocabularies.ts` writes; a test fails when it is missing.
 */
export const VOCABULARIES: Readonly<Record<string, readonly string[]>> = {
  'account_link.purpose': LINK_PURPOSES,
  'act.template': TEMPLATES,
  'act_batch.state': BATCH_STATES,
  'act_batch_line.state': BATCH_LINE_STATES,
  'act_deposit.state': DEPOSIT_STATES,
  'act_opening.what': OPENINGS,
  'act_series.nature': ACT_NATURES,
  'audit_event.verb': AUDIT_VERBS,
  'campaign.state': CAMPAIGN_STATES,
  'campaign_ranking.state': RANKING_STATES,
  'circuit_draft.of': DRAFTED,
  'circuit_draft.origin': CIRCUIT_DRAFT_ORIGINS,
  'circuit_proposal.of': DRAFTED,
  'circuit_proposal.state': PROPOSAL_STATES,
  'decision.kind': DECISION_KINDS,
  'decision.outcome': OUTCOMES,
  'decision_batch.kind': TOGETHER_KINDS,
  'decision_batch.outcome': OUTCOMES,
  'decision_intent.outcome': OUTCOMES,
  'decision_reply.reply': REPLIES,
  'eliminated_act.state': ELIMINATED_ACT_STATES,
  'elimination.state': ELIMINATION_STATES,
  'habilitation.role': ROLES,
  'identity_check.document_kind': DOCUMENT_KINDS,
  'identity_claim.outcome': CLAIM_OUTCOMES,
  'identity_link.ground': IDENTITY_LINK_GROUNDS,
  'import_batch.kind': FILE_KINDS,
  'import_batch.state': IMPORT_STATES,
  'import_line.state': WRITTEN_LINE_STATES,
  'incident_retry.state': RETRY_STATES,
  'later_act.nature': LATER_ACTS,
  'migrated_instance.state': MIGRATED_STATES,
  'notification.state': MAIL_STATES,
  'part_version.of': PARTS,
  'person_change.source': CHANGE_SOURCES,
  'provisioned_right.source': PROVISION_SOURCES,
  'registered_act.nature': ACT_NATURES,
  'registered_act.state': ACT_STATES,
  'registered_act.unused_because': UNUSED_BECAUSE,
  'request.outcome': CLOSING_OUTCOMES,
  'request_event.kind': REQUEST_EVENT_KINDS,
  'request_step.state': STEP_STATES,
  'retried_incident.state': RETRIED_STATES,
  'right_proposal.kind': PROPOSAL_KINDS,
  'session.method': SIGN_IN_METHODS,
  'session.strength': STRENGTHS,
  'signing_batch.method': SIGNER_PROOF_METHODS,
  'signing_batch.state': SIGNING_BATCH_STATES,
  'signing_leaf.shown': SHOWN,
  'situation_correction.state': CORRECTION_STATES,
  'situation_entry.guarantee': GUARANTEES,
  'situation_entry.origin': ENTRY_ORIGINS,
  'situation_grid_proposal.state': GRID_PROPOSAL_STATES,
  'step_up_proof.method': SIGNER_PROOF_METHODS,
  'structure.department': DEPARTMENT_CODES,
  'structure.time_zone': PLACE_CLOCKS,
  'submission_proof.method': FILING_PROOF_METHODS,
  'task.decision': DECISION_KINDS,
  'task.role': STEP_HOLDERS,
  'task.state': TASK_STATES,
};

/** Reads the checks of a dump that only list the words of one column. */
export const wordChecks = (dump: string): (WordsCheck & { readonly table: string })[] =>
  tablesIn(dump).flatMap(({ table, body }) =>
    wordChecksIn(body).map((check) => ({ table: table.replaceAll('"', ''), ...check })),
  );

/** Compares the checks of a dump with the lists of `domain/`. */
export function driftOf(dump: string, vocabularies = VOCABULARIES) {
  const checks = new Map(wordChecks(dump).map((check) => [`${check.table}.${check.column}`, check]));
  const isSame = (one: readonly string[], other: readonly string[]): boolean =>
    one.length === other.length && one.every((word) => other.includes(word));
  return {
    /** Columns whose check has other words than their list, or that have no check. */
    changed: Object.entries(vocabularies)
      .filter(([place, words]) => !isSame(checks.get(place)?.words ?? [], words))
      .map(([place, words]) => ({ place, words, constraint: checks.get(place)?.constraint ?? null })),
    /** Columns with a check, without a list. */
    unlisted: [...checks.keys()].filter((place) => !Object.hasOwn(vocabularies, place)),
  };
}
