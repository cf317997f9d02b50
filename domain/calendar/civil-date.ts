import { DateTime, type DurationLike } from 'luxon';
import type { PlaceClock } from './place-clock.ts';

/** A day on the calendar of Paris, « 2026-09-01 ». Compares as text. */
export type CivilDate = string;

/** The ministry's time zone: dates are those of Paris whatever the machine's zone. */
export const PARIS = 'Europe/Paris';

/** Returns the day in a place at this instant. */
export const dayAt = (clock: PlaceClock, instant: Date): CivilDate =>
  DateTime.fromJSDate(instant, { zone: clock }).toISODate() ?? '';

/** Returns the day in Paris at this instant. */
export const parisDay = (instant: Date): CivilDate => dayAt(PARIS, instant);

/**
 * Formats an instant as « 2026-11-30 17:19:35 », which every spreadsheet reads as a day and a time.
 */
export const parisTime = (instant: Date): string =>
  DateTime.fromJSDate(instant, { zone: PARIS }).toFormat('yyyy-MM-dd HH:mm:ss');

/** Reads the day of a `date` column, which Prisma gives as midnight UTC. */
export function civilDateOf(column: Date): CivilDate {
  return column.toISOString().slice(0, 10);
}

/** Builds the value of a `date` column, for Prisma. */
export function dateColumn(day: CivilDate): Date {
  return new Date(`${day}T00:00:00.000Z`);
}

/** True if a value is an existing day, « 2026-09-01 ». */
export const isDay = (value: unknown): value is CivilDate =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && DateTime.fromISO(value, { zone: 'utc' }).isValid;

/**
 * Adds a duration to a day (or subtracts it): months first, then days, as the calendar counts them.
 */
export const dayAfter = (day: CivilDate, by: DurationLike): CivilDate =>
  DateTime.fromISO(day, { zone: 'utc' }).plus(by).toISODate() ?? '';

/** Returns the instant at which a day begins in Paris. */
export const beginningOfDay = (day: CivilDate): Date => DateTime.fromISO(day, { zone: PARIS }).toJSDate();

/** A period by days, both ends included; `until` null: without end. */
export interface Period {
  readonly from: CivilDate;
  readonly until: CivilDate | null;
}

/** True if the period covers this day. */
export function covers(period: Period, day: CivilDate): boolean {
  return period.from <= day && (period.until === null || day <= period.until);
}
