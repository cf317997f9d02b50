import { type CivilDate, dayAfter } from '../calendar/civil-date.ts';
import type { LaterActNature } from '../decision/later-act.ts';
import type { ActState } from './registry.ts';

/** Why an act may not touch another one, or could not undo what that one changed (domain/effect/undoing.ts). */
const TOUCHING_FAULTS = [
  'act-not-standing',
  'act-underway',
  'act-built-upon',
  'act-repealed-before',
  'act-too-old',
  'act-undoes-another',
  'act-undone-by-request',
] as const;
export type TouchingFault = (typeof TOUCHING_FAULTS)[number];
/** Narrows a code to a fault of an act that touches another. */
export const isTouchingFault = (code: string): boolean => TOUCHING_FAULTS.some((fault) => fault === code);

/** The act that a request would touch, and who asks for it. */
export interface ActTouched {
  readonly nature: LaterActNature;
  /** When it was signed; null: the request was decided without an act. */
  readonly takenOn: CivilDate | null;
  readonly state: ActState | null;
  /** Whether all that its request does is done. */
  readonly closed: boolean;
  /** True if its own target was later withdrawn or repealed by another act. */
  readonly builtUpon: boolean;
  /** The day from which the new act would apply. */
  readonly since: CivilDate;
  /** Whether its beneficiary asks, by themselves or on paper. */
  readonly askedByAgent: boolean;
}

/**
 * The last day on which the administration withdraws an act that nobody asked it to: four months after it was taken (code des
 * relations entre le public et l'administration, L242-1).
 */
export const lastDayToWithdraw = (takenOn: CivilDate): CivilDate => dayAfter(takenOn, { months: 4 });

/**
 * Returns why an act may not be touched that day; null: it may. An act already withdrawn no longer
 * exists; its beneficiary may ask without time limit (L242-4).
 */
export function touchingFault(
  { nature, takenOn, state, closed, builtUpon, since, askedByAgent }: ActTouched,
  day: CivilDate,
): TouchingFault | null {
  if (takenOn === null || state === 'withdrawn' || (nature === 'repeals' && state === 'repealed'))
    return 'act-not-standing';
  if (!closed) return 'act-underway';
  // Otherwise something newer would be undone by accident: the latest act is undone first.
  if (builtUpon && nature !== 'corrects') return 'act-built-upon';
  // A repeal dated in the past would be a withdrawal without its conditions (L240-1).
  if (nature === 'repeals' && since < day) return 'act-repealed-before';
  if (nature === 'withdraws' && !askedByAgent && day > lastDayToWithdraw(takenOn)) return 'act-too-old';
  return null;
}
