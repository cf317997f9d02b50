import type { DecisionKind, Template } from '../decision/decision.ts';

/** States of a request, as people read them. */
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
/**
 * A state of a request, as people read it. Always derived, never stored: the circuit is the only
 * authority.
 */
export type RequestState = (typeof REQUEST_STATES)[number];

/** Outcomes with which a request is closed. */
export const CLOSING_OUTCOMES = ['granted', 'refused', 'withdrawn', 'closed'] as const;
/** An outcome with which a request is closed. */
export type ClosingOutcome = (typeof CLOSING_OUTCOMES)[number];

/** The facts from which the state is derived. */
export interface RequestStateFacts {
  /** Written by the circuit's last step. */
  readonly outcome: ClosingOutcome | null;
  /** Whether an instance exists for it: the engine may be unavailable when a request is filed. */
  readonly started: boolean;
  /** Kinds of decisions of the tasks now open (created or completing). */
  readonly openTasks: readonly { readonly decision: DecisionKind }[];
  /** Signatures given (outcome « signed ») that were not voided, oldest first. */
  readonly signatures: readonly { readonly template: Template; readonly sealed: boolean }[];
}

/**
 * Derives the state of a request, from the most advanced to the least. A signed act that is not
 * sealed yet has no effect: « signé, scellement en attente ». Once sealed it has its effect, even
 * while the circuit still notifies people of it.
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
