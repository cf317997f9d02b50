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

/** What the audit says was done. */
export const AUDIT_VERBS = [
  // What was typed and never filed: by the portal, once its owner was told and did not touch it.
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
  // Of a batch: its signer signs no more of it.
  'signing.stop',
  // Opinions, visas or checks that somebody gives together; nothing more of it is given.
  'decisions.ask',
  'decisions.stop',
  'act.draft',
  'act.number',
  'act.preview',
  // On the desk of its signer, for them alone.
  'act.set-aside',
  'act.take-up',
  // By whoever prepares it for them: the order of a fold, a note to the signer alone.
  'desk.order',
  'desk.note',
  // Who prepares it.
  'assistant.name',
  'assistant.revoke',
  'act.archive',
  'act.seal',
  'dossier.file',
  'dossier.consult',
  'piece.add',
  'piece.consult',
  'act.consult',
  // By the agent themselves, the first time.
  'act.open',
  'act.download',
  'evidence.export',
  'act.status',
  'evidence.root',
  'registry.export',
  // Of several acts, as one file; each of them is written down too, in its own chain.
  'archive.export',
  // By two people; taken back, or ended for acts that stay; then of each act, what stays of it.
  'elimination.propose',
  'elimination.approve',
  'elimination.refuse',
  'elimination.withdraw',
  'elimination.keep',
  'act.eliminate',
  // With an archives service: asked for, deposited and read back, and what the service answered.
  'act.deposit-ask',
  'act.deposit',
  'act.deposit-answer',
  'situation.apply',
  'situation.import',
  // Put right: asked for, done (at once, or once another one agreed), refused or taken back.
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
  // A circuit left as one file.
  'circuit.export',
  // Of before two people published: one analyst asked.
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
  // A block or a theme.
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
export type AuditVerb = (typeof AUDIT_VERBS)[number];

/** The chain of what belongs to no one's file: circuits, incidents, sessions. The others are a person's id. */
export const SYSTEM_CHAIN = 'system';

/** What the event was about, in the open, until it is erased. */
export interface AuditPayload extends EventPayload {
  readonly sequence: number;
}

/**
 * Digest of a payload: SHA-256(salt ‖ canonical JSON). The salt keeps a guess from being confirmed once the payload is
 * erased, and is erased with it.
 */
export function payloadDigest(salt: string, content: unknown): string {
  return createHash('sha256').update(Buffer.from(salt, 'hex')).update(canonicalJson(content)).digest('hex');
}

/** What a « payload.erase » event is about: the payload of this event of its chain. A trigger reads it too. */
export const erasureOf = (sequence: number): string => `payload:${sequence}`;

export const isBlank = ({ salt, content }: EventPayload): boolean => content === null && salt === '';

/** Why a payload does not stand for what its event recorded; null when it does, or when an event says it was erased. */
function payloadBreak(event: EvidenceEvent, payload: EventPayload, isErased: () => boolean): string | null {
  if (isBlank(payload)) return isErased() ? null : 'the payload was blanked, and no event says that it was erased';
  return payloadDigest(payload.salt, payload.content) === event.payloadDigest
    ? null
    : 'the payload is not the one that was recorded';
}

/**
 * Verifies a chain, and that the payloads still there are those it was made with. Answers where it breaks first, or null.
 * A payload erased by an event is no break; an extract may begin after the first event.
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

/** An event as it is kept, with what it was about. */
export interface AuditRecord {
  readonly event: EvidenceEvent;
  /** Null: it is not there any more, not even blank. */
  readonly payload: EventPayload | null;
  /** A later event of the chain says that the payload was erased. */
  readonly isErased: boolean;
}

/**
 * The same for a chain that is too long to hold, record after record from its first event: everything that does not hold in
 * this one. What follows is compared with it as it stands, so that each alteration is said once, where it is.
 */
export function breaksOf(previous: EvidenceEvent | undefined, { event, payload, isErased }: AuditRecord): ChainBreak[] {
  const { sequence } = event;
  const reasons = [
    previous === undefined && sequence !== 1 ? 'event 1 is missing' : linkBreak(previous, event),
    payload === null ? 'the payload is missing' : payloadBreak(event, payload, () => isErased),
  ];
  return reasons.flatMap((reason) => (reason === null ? [] : [{ sequence, reason }]));
}
