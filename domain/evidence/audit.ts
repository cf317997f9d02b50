import { createHash } from 'node:crypto';
import { canonicalJson, type EvidenceEvent, findBreak } from './evidence.ts';

/** What the audit says was done. */
export const AUDIT_VERBS = [
  'request.file',
  'request.register',
  'request.close',
  'request.silence',
  'withdrawal.ask',
  'withdrawal.accept',
  'withdrawal.refuse',
  'task.assign',
  'task.release',
  'decision.intend',
  'decision.record',
  'decision.confirm',
  'decision.void',
  'step-up.prove',
  'step-up.fail',
  'act.draft',
  'act.preview',
  'act.seal',
  'dossier.file',
  'dossier.consult',
  'piece.add',
  'piece.consult',
  'act.consult',
  'evidence.export',
  'situation.apply',
  'situation.cool-off',
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
  'circuit.publish',
  'circuit.deploy',
  'circuit.draft-begin',
  'circuit.draft-save',
  'circuit.draft-drop',
  'circuit.publication-ask',
  'circuit.propose',
  'incident.resolve',
  'structure.create',
  'structure.change',
  'structure.move',
  'structure.close',
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
  'delegation.remove',
  'opening.create',
  'opening.end',
  'opening.remove',
  'audit.consult',
  'audit.export',
  'reconcile.repair',
  'session.revoke',
  'payload.erase',
] as const;
export type AuditVerb = (typeof AUDIT_VERBS)[number];

/** The chain of what belongs to no one's file: circuits, incidents, sessions. The others are a person's id. */
export const SYSTEM_CHAIN = 'system';

/** What the event was about, in the open, until it is erased. */
export interface AuditPayload {
  readonly sequence: number;
  readonly salt: string;
  readonly content: unknown;
}

/**
 * Digest of a payload: SHA-256(salt ‖ canonical JSON). The salt keeps a guess from being confirmed once the payload is
 * erased, and is erased with it.
 */
export function payloadDigest(salt: string, content: unknown): string {
  return createHash('sha256').update(Buffer.from(salt, 'hex')).update(canonicalJson(content)).digest('hex');
}

/**
 * Verifies a chain, and that the payloads still there are those it was made with. Answers where it breaks first, or null.
 * An erased payload is no break; an extract may begin after the first event.
 */
export function verifyChain(
  events: readonly EvidenceEvent[],
  payloads: readonly AuditPayload[] = [],
): { sequence: number; reason: string } | null {
  const broken = findBreak(events);
  if (broken) return broken;
  const bySequence = new Map(events.map((event) => [event.sequence, event]));
  for (const { sequence, salt, content } of payloads) {
    const event = bySequence.get(sequence);
    const erased = content === null && salt === '';
    if (event && !erased && payloadDigest(salt, content) !== event.payloadDigest) {
      return { sequence, reason: 'the payload is not the one that was recorded' };
    }
  }
  return null;
}
