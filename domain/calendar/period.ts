import type { CivilDate, Period } from './civil-date.ts';

/** The state of a period on a day. */
export const PERIOD_STATES = ['in-force', 'to-come', 'over'] as const;
export type PeriodState = (typeof PERIOD_STATES)[number];

export function periodState({ from, until }: Period, day: CivilDate): PeriodState {
  if (day < from) return 'to-come';
  return until !== null && until < day ? 'over' : 'in-force';
}

/** True if two periods share a day. */
export function overlap(one: Period, other: Period): boolean {
  return (one.until === null || other.from <= one.until) && (other.until === null || one.from <= other.until);
}

/** Why a period cannot end on a day; null when it can. */
export type EndFault = 'period-over' | 'period-upside-down';

/**
 * Returns why a period cannot end that day. It ends earlier than planned, never before yesterday,
 * since the past cannot change; never later, since an extension is a new period, with its own
 * author and reason.
 */
export function endFault(period: Period, until: CivilDate, eve: CivilDate): EndFault | null {
  if (until < period.from) return 'period-upside-down';
  if (period.until !== null && (period.until < eve || until >= period.until)) return 'period-over';
  return until < eve ? 'period-upside-down' : null;
}

/** Returns the day before. */
export function eveOf(day: CivilDate): CivilDate {
  const date = new Date(`${day}T00:00:00.000Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}

/**
 * True if a replacement would leave out some of the days that a current or future period still has.
 */
export const shortens = (next: Period, former: Period | null, day: CivilDate): boolean =>
  former !== null &&
  (former.until === null || former.until >= day) &&
  (next.from > (former.from > day ? former.from : day) ||
    (next.until !== null && (former.until === null || next.until < former.until)));
