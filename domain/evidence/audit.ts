import { createHash } from 'node:crypto';
import {
  type ChainBreak,
  canonicalJson,
  type EventPayload,
  type EvidenceEvent,
  type ForeignEvent,
  isInFull,
  linkBreak,
} from './evidence.ts';

/** Verbs of the audit: what was done. */
export const AUDIT_VERBS = [
  // By the portal: a draft never filed, whose owner was notified and did not touch it.
  'draft.expire',
  'request.file',
  'request.register',
  'request.close',
  'receipt.seal',
  'request.silence',
  'withdrawal.ask',
  'withdrawal.accept',
  'withdrawal.refuse',
  'task.assign',
  'task.release',
  'decision.intend',
  'decision.record',
  'decision.confirm',
  'request.amend',
  'decision.void',
  'decision.refuse',
  'step-up.prove',
  'step-up.fail',
  // About a batch: its signer signs no more of it.
  'signing.stop',
  // About opinions, visas or checks given together; after the second, no more are given.
  'decisions.ask',
  'decisions.stop',
  'act.draft',
  'act.number',
  'act.preview',
  // On the desk of the signer, and for them alone.
  'act.set-aside',
  'act.take-up',
  // By the assistant of the signer: the order of a fold, a note to the signer alone.
  'desk.order',
  'desk.note',
  // About the assistant of a desk.
  'assistant.name',
  'assistant.revoke',
  'act.archive',
  'act.seal',
  'dossier.file',
  'dossier.consult',
  'piece.add',
  'piece.consult',
  'act.consult',
  // By the agent, the first time.
  'act.open',
  'act.download',
  'evidence.export',
  'act.status',
  'evidence.root',
  'registry.export',
  // About several acts, exported as one file; each is also recorded in its own chain.
  'archive.export',
  // By two people: a proposal is taken back, or ended for the acts that stay; then, for each act,
  // what remains of it.
  'elimination.propose',
  'elimination.approve',
  'elimination.refuse',
  'elimination.withdraw',
  'elimination.keep',
  'act.eliminate',
  // With an archives service: asked for, deposited and read back, then the answer of the service.
  'act.deposit-ask',
  'act.deposit',
  'act.deposit-answer',
  'situation.apply',
  'situation.import',
  // About a correction: asked for, done (at once, or after a second person agreed), refused or
  // taken back.
  'situation.correct-ask',
  'situation.correct',
  'situation.undo',
  'situation.correct-end',
  'situation.consult',
  'situation.cool-off',
  'table.evaluate',
  'sensitive.reveal',
  'pay.piece',
  'pay.check',
  'pay.uncheck',
  'pay.send',
  'pay.recall',
  'pay.consult',
  'pay.export',
  'notification.queue',
  'notification.send',
  'notification.post',
  'notification.post-receive',
  'notification.post-correct',
  'circuit.publish',
  'circuit.deploy',
  'circuit.draft-begin',
  'circuit.draft-save',
  'circuit.draft-drop',
  // A circuit was exported as one file.
  'circuit.export',
  // Written before two people published: one analyst asked.
  'circuit.publication-ask',
  'circuit.propose',
  'circuit.proposal-make',
  'circuit.proposal-take-back',
  'circuit.proposal-return',
  'circuit.proposal-approve',
  'circuit.proposal-end',
  'circuit.withdraw',
  'grid.propose',
  'grid.take-back',
  'grid.return',
  'grid.publish',
  // About a block or a theme.
  'part.publish',
  'incident.resolve',
  'incident.retry-ask',
  'incident.retry-end',
  'request.cancel',
  'token.move-ask',
  'token.move',
  'fact.set-ask',
  'fact.set',
  'act-batch.launch',
  'act-batch.end',
  'campaign.prepare',
  'campaign.revise',
  'campaign.posts',
  'campaign.open',
  'campaign.close',
  'campaign.rank',
  'campaign.settle',
  'campaign.publish',
  'campaign.end',
  'migration.ask',
  'migration.pause',
  'migration.go-on',
  'migration.move',
  'migration.return',
  'migration.end',
  'structure.create',
  'structure.change',
  'structure.move',
  'structure.merge',
  'structure.close',
  'structure.keep',
  'posting.create',
  'posting.correct',
  'posting.end',
  'posting.remove',
  'habilitation.create',
  'habilitation.end',
  'habilitation.remove',
  'absence.create',
  'absence.end',
  'absence.remove',
  'delegation.create',
  'delegation.publish',
  'delegation.revoke',
  'delegation.suspend',
  'delegation.remove',
  'proposal.make',
  'proposal.confirm',
  'proposal.refuse',
  'proposal.withdraw',
  'opening.create',
  'opening.end',
  'opening.remove',
  'audit.consult',
  'audit.export',
  'reconcile.repair',
  'backup.restore',
  'keys.rotate',
  'person.create',
  'person.correct',
  'person.depart',
  'scim.token-make',
  'scim.token-end',
  'scim.group-map',
  'scim.group-unmap',
  'import.propose',
  'import.approve',
  'import.reject',
  'import.apply',
  'provisioned.take-up',
  'provisioned.end',
  'session.revoke',
  'account.invite',
  'account.activate',
  'account.lock',
  'account.unlock',
  'account.close',
  'account.reopen',
  'account.address',
  'password.change',
  'password.reset',
  'installation.begin',
  'sign-in.export',
  'sign-in.digest',
  'factor.recover',
  'identity.check',
  'identity.link',
  'identity.claim',
  'identity.relink',
  'identity.dismiss',
  'factor.enrol',
  'factor.remove',
  'recovery-codes.make',
  'recovery-codes.spend',
  'payload.erase',
] as const;
/** A verb of the audit. */
export type AuditVerb = (typeof AUDIT_VERBS)[number];

/**
 * The chain of events that belong to no person's file: circuits, incidents, sessions. The other
 * chains are named by a person's id.
 */
export const SYSTEM_CHAIN = 'system';

/** The content of an event, in clear until it is erased. */
export interface AuditPayload extends EventPayload {
  readonly sequence: number;
}

/**
 * Returns the digest of a payload: SHA-256(salt ‖ canonical JSON). The salt prevents guesses from
 * being confirmed once the payload is erased, and is erased with it.
 */
export function payloadDigest(salt: string, content: unknown): string {
  return createHash('sha256').update(Buffer.from(salt, 'hex')).update(canonicalJson(content)).digest('hex');
}

/**
 * Returns the subject of a « payload.erase » event: the payload of that event of its chain. A
 * database trigger uses the same text.
 */
export const erasureOf = (sequence: number): string => `payload:${sequence}`;

/** True if a payload was blanked. */
export const isBlank = ({ salt, content }: EventPayload): boolean => content === null && salt === '';

/**
 * Returns why a payload is not the one that its event recorded; null: it is, or an event records
 * its erasure.
 */
function payloadBreak(event: EvidenceEvent, payload: EventPayload, isErased: () => boolean): string | null {
  if (isBlank(payload)) return isErased() ? null : 'the payload was blanked, and no event says that it was erased';
  return payloadDigest(payload.salt, payload.content) === event.payloadDigest
    ? null
    : 'the payload is not the one that was recorded';
}

/**
 * Verifies a chain, and that the payloads still stored are those it was made with. Returns the
 * first break, or null. A payload erased by an event is no break; an extract may begin after the
 * first event.
 */
export function verifyChain(
  events: readonly (EvidenceEvent | ForeignEvent)[],
  payloads: readonly AuditPayload[] = [],
): ChainBreak | null {
  const bySequence = new Map(payloads.map((payload) => [payload.sequence, payload]));
  const erased = new Set(
    events.flatMap((event) => (isInFull(event) && event.verb === 'payload.erase' ? [event.subject] : [])),
  );
  let previous: EvidenceEvent | ForeignEvent | undefined;
  for (const event of events) {
    const { sequence } = event;
    const payload = bySequence.get(sequence);
    const reason =
      linkBreak(previous, event) ??
      (payload && isInFull(event) ? payloadBreak(event, payload, () => erased.has(erasureOf(sequence))) : null);
    if (reason !== null) return { sequence, reason };
    previous = event;
  }
  return null;
}

/** An event as stored, with its payload. */
export interface AuditRecord {
  readonly event: EvidenceEvent;
  /** Null: the row is missing, not just blanked. */
  readonly payload: EventPayload | null;
  /** Whether a later event of the chain records that the payload was erased. */
  readonly isErased: boolean;
}

/**
 * Verifies one record of a chain too long to hold, from its first event on: returns all breaks of
 * this record. The next record is compared with this one as stored, so that each alteration is
 * reported once, where it is.
 */
export function breaksOf(previous: EvidenceEvent | undefined, { event, payload, isErased }: AuditRecord): ChainBreak[] {
  const { sequence } = event;
  const reasons = [
    previous === undefined && sequence !== 1 ? 'event 1 is missing' : linkBreak(previous, event),
    payload === null ? 'the payload is missing' : payloadBreak(event, payload, () => isErased),
  ];
  return reasons.flatMap((reason) => (reason === null ? [] : [{ sequence, reason }]));
}
