import type { ErrorCode } from '../errors.ts';

/** Messages that tell an author that a decision already kept did not count. */
export const REFUSED_MESSAGES = ['decision-over', 'decision-unentitled', 'decision-again'] as const;
export type RefusedMessage = (typeof REFUSED_MESSAGES)[number];

const OVER: readonly ErrorCode[] = ['task-ended', 'task-already-decided', 'not-found'];
const UNENTITLED: readonly ErrorCode[] = [
  'no-signing-capacity',
  'forbidden',
  'own-request',
  'same-person',
  'task-assigned-to-another',
];

/**
 * Chooses the message to the author: the step is over, they may not decide there any more, or the
 * decision must be given again.
 */
export function messageOfRefusal(code: ErrorCode): RefusedMessage {
  if (OVER.includes(code)) return 'decision-over';
  return UNENTITLED.includes(code) ? 'decision-unentitled' : 'decision-again';
}

/** What the author of a decision was answered: kept, where the engine took longer than their screen waits; or refused. */
export const REPLIES = ['kept', 'refused'] as const;
