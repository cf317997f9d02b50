import type { SilenceMeaning } from '../calendar/deadline.ts';
import type { Template } from '../decision/decision.ts';

/** What stands behind a request that an operator would cancel, from rows: no variable of its circuit. */
export interface CancellationFacts {
  readonly closed: boolean;
  /** Whether a signature was given, sealed or not, confirmed or on its way. */
  readonly signed: boolean;
  /** Which act was sealed last. */
  readonly sealed: Template | null;
  /** What its circuit applies (CircuitManifest.effects), and what was applied. */
  readonly effects: readonly string[];
  readonly applied: readonly string[];
  /** What a silence that was recorded means. */
  readonly silence: SilenceMeaning | null;
}

/**
 * Why a request cannot be cancelled:
 *  · request-closed: nothing of it goes on any more;
 *  · cancel-act-unsealed: an act is signed; it is to be sealed and notified;
 *  · cancel-act-unapplied: the sealed act is to be applied, or withdrawn by another act;
 *  · cancel-act-notified: what was sealed cannot be unsaid; the circuit has only to be brought to its end;
 *  · cancel-applied: the agent's situation has changed; it is put right by a correction;
 *  · cancel-accepted: a silence accepted what was asked; that is a decision.
 */
export const CANCELLATION_BARS = [
  'request-closed',
  'cancel-act-unsealed',
  'cancel-act-unapplied',
  'cancel-act-notified',
  'cancel-applied',
  'cancel-accepted',
] as const;
export type CancellationBar = (typeof CANCELLATION_BARS)[number];

/**
 * What bars a plain cancellation: what was decided with legal effect is owed to the agent, and an operator takes none of it
 * back (CRPA, art. L242-1 and L243-3: an act is withdrawn by an act). Null where nothing does.
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
