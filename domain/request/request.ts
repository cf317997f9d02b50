import type { DecisionKind, Template } from '../decision/decision.ts';

export const REQUEST_STATES = [
  'filed',
  'in-review',
  'complement-asked',
  'to-sign',
  'signed-sealing',
  'granted',
  'refused',
  'withdrawn',
  'closed',
] as const;
/** What a person reads of a request's state. Always derived, never stored: the circuit is the one authority. */
export type RequestState = (typeof REQUEST_STATES)[number];

export const CLOSING_OUTCOMES = ['granted', 'refused', 'withdrawn', 'closed'] as const;
export type ClosingOutcome = (typeof CLOSING_OUTCOMES)[number];

/** What the state is derived from. */
export interface RequestStateFacts {
  /** Written by the circuit's last step. */
  readonly outcome: ClosingOutcome | null;
  /** Whether an instance plays it: the engine may be away when a request is filed. */
  readonly started: boolean;
  /** What is decided at the tasks that wait now (created or completing). */
  readonly openTasks: readonly { readonly decision: DecisionKind }[];
  /** Signatures given (outcome « signed ») that were not voided, oldest first. */
  readonly signatures: readonly { readonly template: Template; readonly sealed: boolean }[];
}

/**
 * The state of a request, from what is closed to what is barely begun. A signed act that is not sealed yet has no effect:
 * « signé, scellement en attente ». Sealed, it has its effect, even while the circuit still notifies people of it.
 */
export function requestState({ outcome, started, openTasks, signatures }: RequestStateFacts): RequestState {
  if (outcome !== null) return outcome;
  const last = signatures.at(-1);
  if (last) {
    if (!last.sealed) return 'signed-sealing';
    return last.template === 'refusal' ? 'refused' : 'granted';
  }
  if (!started) return 'filed';
  if (openTasks.some((task) => task.decision === 'complement')) return 'complement-asked';
  if (openTasks.some((task) => task.decision === 'signature')) return 'to-sign';
  return 'in-review';
}
