import type { SilenceMeaning } from '../calendar/deadline.ts';
import type { Template } from '../decision/decision.ts';

/** The facts of a request that an operator would cancel, from rows: no variable of its circuit. */
export interface CancellationFacts {
  readonly closed: boolean;
  /** Whether a signature was given, sealed or not, confirmed or under way. */
  readonly signed: boolean;
  /** The last act that was sealed. */
  readonly sealed: Template | null;
  /** What its circuit applies (CircuitManifest.effects), and what was applied. */
  readonly effects: readonly string[];
  readonly applied: readonly string[];
  /** The meaning of a silence that was recorded. */
  readonly silence: SilenceMeaning | null;
}

/**
 * Why a request cannot be cancelled:
 * · request-closed: it is already over;
 * · cancel-act-unsealed: an act is signed; it must be sealed and notified;
 * · cancel-act-unapplied: the sealed act must be applied, or withdrawn by another act;
 * · cancel-act-notified: a sealed act cannot be taken back; the circuit only has to reach its end;
 * · cancel-applied: the agent's situation has changed; it is put right by a correction;
 * · cancel-accepted: a silence accepted what was asked; that is a decision.
 */
export const CANCELLATION_BARS = [
  'request-closed',
  'cancel-act-unsealed',
  'cancel-act-unapplied',
  'cancel-act-notified',
  'cancel-applied',
  'cancel-accepted',
] as const;
/** A reason why a request cannot be cancelled. */
export type CancellationBar = (typeof CANCELLATION_BARS)[number];

/**
 * Returns why a request cannot simply be cancelled; null: it can. What was decided with legal
 * effect is owed to the agent, and an operator takes none of it back (CRPA, art. L242-1 and L243-3:
 * an act is withdrawn by an act).
 */
export function cancellationBar(facts: CancellationFacts): CancellationBar | null {
  const { closed, signed, sealed, effects, applied, silence } = facts;
  if (closed) return 'request-closed';
  if (sealed === 'act' && !effects.every((effect) => applied.includes(effect))) return 'cancel-act-unapplied';
  if (sealed !== null) return 'cancel-act-notified';
  if (signed) return 'cancel-act-unsealed';
  if (applied.length > 0) return 'cancel-applied';
  return silence === 'acceptance' ? 'cancel-accepted' : null;
}
