import { DateTime, Duration } from 'luxon';
import { PARIS } from './civil-date.ts';
import { isWorkingDay } from './holiday.ts';
import type { PlaceClock } from './place-clock.ts';

/**
 * How a legal delay counts; the figures and their legal reference are the circuit's data.
 *
 * For staff, two months of silence mean rejection unless a text says otherwise (CRPA L231-4, 5°). A delay in months runs
 * from a day to the same day of the month, or to the last day of a month that has no such day, and ends with that day
 * (the rule of code de procédure civile art. 641 and 642, which administrative judges follow).
 */
export interface DeadlineRule {
  /** ISO 8601 in whole days, weeks, months or years: « P2M », « P15D ». */
  readonly after: string;
  /** « Jours francs »: neither the first nor the last day counts, so the delay ends one day later. */
  readonly clearDays?: boolean;
  /** When it would end on a day that is not worked in that place, it ends on the next that is. Only where a text says so. */
  readonly toWorkingDay?: boolean;
  /**
   * What asking for a missing piece does. For citizens CRPA L114-5 suspends a delay that ends in rejection and starts
   * over one that ends in acceptance; it does not bind between an administration and its staff: the kind chooses. « doubles » is
   * that of secondary activities: asked within fifteen days, it doubles the delay from the filing (décret n° 2020-69, art. 13).
   */
  readonly onComplement?: ComplementEffect;
}

export const COMPLEMENT_EFFECTS = ['resets', 'suspends', 'doubles', 'runs-on'] as const;
export type ComplementEffect = (typeof COMPLEMENT_EFFECTS)[number];

/** How soon a complement that doubles the delay is asked. */
const DOUBLED_WITHIN = { days: 15 };

export const SILENCE_MEANINGS = ['rejection', 'acceptance'] as const;
/** What the silence of the administration means once the delay is over. */
export type SilenceMeaning = (typeof SILENCE_MEANINGS)[number];

/** A complement asked of the agent, and given (null: still awaited). */
export interface Complement {
  readonly askedAt: Date;
  readonly givenAt: Date | null;
}

/** True if a text is a delay that the law can count. */
export function isDelay(text: string): boolean {
  try {
    parseDelay(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * Parses a delay written in a circuit.
 * @throws {RangeError} when it is not whole days or more.
 */
export function parseDelay(text: string): Duration {
  const delay = Duration.fromISO(text);
  const { years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0 } = delay.toObject();
  const calendar = [years, months, weeks, days];
  const whole = calendar.every((value) => Number.isInteger(value) && value >= 0) && calendar.some((value) => value > 0);
  if (!delay.isValid || !whole || hours !== 0 || minutes !== 0 || seconds !== 0) {
    throw new RangeError(`« ${text} » is not a delay in days, weeks, months or years`);
  }
  return delay;
}

/**
 * Computes the last instant of the delay, from the filing instant, by the clock of the place where
 * it was filed. Null while a complement that suspends or resets it is awaited: nothing can fall due
 * while the agent answers. The day of filing never counts, whatever its hour.
 */
export function deadline(
  filedAt: Date,
  rule: DeadlineRule,
  complements: readonly Complement[] = [],
  clock: PlaceClock = PARIS,
): Date | null {
  const dayOf = (instant: Date) => DateTime.fromJSDate(instant, { zone: clock }).startOf('day');
  const effect = rule.onComplement ?? 'runs-on';
  let start = dayOf(filedAt);
  let suspendedDays = 0;
  let after = parseDelay(rule.after);
  if (effect === 'doubles') {
    const soon = start.plus(DOUBLED_WITHIN).endOf('day').toJSDate();
    if (complements.some(({ askedAt }) => askedAt <= soon)) after = after.plus(after);
  } else if (effect !== 'runs-on') {
    for (const { askedAt, givenAt } of complements) {
      if (givenAt === null) return null;
      if (effect === 'resets') start = dayOf(givenAt);
      else suspendedDays += wholeDays(dayOf(askedAt), dayOf(givenAt));
    }
  }
  let last = start.plus(after).plus({ days: suspendedDays + (rule.clearDays ? 1 : 0) });
  if (rule.toWorkingDay) while (!isWorkingDay(last.toISODate() ?? '', clock)) last = last.plus({ days: 1 });
  return last.endOf('day').toJSDate();
}

/** Days from one to another: what changes of hour in March and October do not bend. */
const wholeDays = (from: DateTime, to: DateTime): number => Math.max(0, Math.round(to.diff(from, 'days').days));
