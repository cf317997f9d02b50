import { type CivilDate, dayAfter } from '../calendar/civil-date.ts';
import type { ActState } from './registry.ts';

/** What an act does to the earlier one that it is about: *rectification*, *retrait*, *abrogation*. */
export const LATER_ACTS = ['corrects', 'withdraws', 'repeals'] as const;
export type LaterActNature = (typeof LATER_ACTS)[number];

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
export const isTouchingFault = (code: string): boolean => TOUCHING_FAULTS.some((fault) => fault === code);

/** The act that a request would touch, and who asks for it. */
export interface ActTouched {
  readonly nature: LaterActNature;
  /** When it was signed; null: the request was decided without an act. */
  readonly takenOn: CivilDate | null;
  readonly state: ActState | null;
  /** Whether all that its request does is done. */
  readonly closed: boolean;
  /** Whether another act withdrew or repealed, since, the one that it withdrew or repealed itself. */
  readonly builtUpon: boolean;
  /** Since when the other one would do it. */
  readonly since: CivilDate;
  /** Whether its beneficiary asks, by themselves or on paper. */
  readonly askedByAgent: boolean;
}

/**
 * The last day on which the administration withdraws an act that nobody asked it to: four months after it was taken (code des
 * relations entre le public et l'administration, L242-1).
 */
export const lastDayToWithdraw = (takenOn: CivilDate): CivilDate => dayAfter(takenOn, { months: 4 });

/** Why an act may not be touched so that day; null: it may. What was withdrawn is no more; its beneficiary asks without limit (L242-4). */
export function touchingFault(
  { nature, takenOn, state, closed, builtUpon, since, askedByAgent }: ActTouched,
  day: CivilDate,
): TouchingFault | null {
  if (takenOn === null || state === 'withdrawn' || (nature === 'repeals' && state === 'repealed'))
    return 'act-not-standing';
  if (!closed) return 'act-underway';
  // Without it, what came since would have undone something else: the latest is undone first.
  if (builtUpon && nature !== 'corrects') return 'act-built-upon';
  // Ended since a day gone by, it would be withdrawn, without what that takes (L240-1).
  if (nature === 'repeals' && since < day) return 'act-repealed-before';
  if (nature === 'withdraws' && !askedByAgent && day > lastDayToWithdraw(takenOn)) return 'act-too-old';
  return null;
}
