import { DateTime } from 'luxon';
import { PARIS } from '../calendar/civil-date.ts';
import { parseDelay } from '../calendar/deadline.ts';

/** How long an agreed change of pay waits before it is applied. */
export interface CoolingOffRule {
  /** Minimum wait, ISO 8601 in whole days or more: « P3D ». */
  readonly minimum: string;
  /** Day of the month on which that month's pay is closed; the last day of a shorter month. */
  readonly cutoffDay: number;
}

/** The wait of an agreed change of pay. */
export interface CoolingOff {
  /**
   * Its last instant, in Paris: the eve of the cut-off. Until then the agent can stop the change.
   */
  readonly until: Date;
  /** The first month paid with the change, « 2026-12 ». */
  readonly payMonth: string;
}

/**
 * Computes the wait: from the agreement to the eve of the first pay cut-off that leaves the
 * minimum. Nothing is gained by applying a change earlier, and each extra day is one on which a
 * fraud can still be stopped.
 * @throws {RangeError} for a cut-off that is no day of a month
 */
export function coolingOff(agreedAt: Date, { minimum, cutoffDay }: CoolingOffRule): CoolingOff {
  if (!Number.isInteger(cutoffDay) || cutoffDay < 1 || cutoffDay > 31) {
    throw new RangeError(`« ${cutoffDay} » is not a day of the month`);
  }
  const agreed = DateTime.fromJSDate(agreedAt, { zone: PARIS });
  const earliest = agreed.startOf('day').plus(parseDelay(minimum)).endOf('day');
  for (let month = earliest.startOf('month'); ; month = month.plus({ months: 1 })) {
    const cutoff = month.set({ day: Math.min(cutoffDay, month.daysInMonth ?? 28) });
    const until = cutoff.minus({ days: 1 }).endOf('day');
    if (until >= earliest) return { until: until.toJSDate(), payMonth: month.toFormat('yyyy-MM') };
  }
}

/**
 * Returns the first month paid with a change that could be stopped until then: that of the cut-off,
 * the next day.
 */
export const payMonthAfter = (until: Date): string =>
  DateTime.fromJSDate(until, { zone: PARIS }).plus({ days: 1 }).toFormat('yyyy-MM');
