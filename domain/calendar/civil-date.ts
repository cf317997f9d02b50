import { DateTime, type DurationLike } from 'luxon';
import type { PlaceClock } from './place-clock.ts';

/** A day on the calendar of Paris, « 2026-09-01 ». Compares as text. */
export type CivilDate = string;

/** The ministry's zone: dates are Paris's whatever the machine's. */
export const PARIS = 'Europe/Paris';

/** The day it is in a place at this instant. */
export const dayAt = (clock: PlaceClock, instant: Date): CivilDate =>
  DateTime.fromJSDate(instant, { zone: clock }).toISODate() ?? '';

/** The day it is in Paris at this instant. */
export const parisDay = (instant: Date): CivilDate => dayAt(PARIS, instant);

/** « 2026-11-30 17:19:35 », which every spreadsheet reads as a day and a time. */
export const parisTime = (instant: Date): string =>
  DateTime.fromJSDate(instant, { zone: PARIS }).toFormat('yyyy-MM-dd HH:mm:ss');

/** The day of a `date` column, which Prisma reads as midnight UTC. */
export function civilDateOf(column: Date): CivilDate {
  return column.toISOString().slice(0, 10);
}

/** The value of a `date` column, for Prisma. */
export function dateColumn(day: CivilDate): Date {
  return new Date(`${day}T00:00:00.000Z`);
}

/** Whether a value is a day that exists, « 2026-09-01 ». */
export const isDay = (value: unknown): value is CivilDate =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && DateTime.fromISO(value, { zone: 'utc' }).isValid;

/** The day so long after (or before): months first, then days, as the calendar counts them. */
export const dayAfter = (day: CivilDate, by: DurationLike): CivilDate =>
  DateTime.fromISO(day, { zone: 'utc' }).plus(by).toISODate() ?? '';

/** The instant at which a day begins in Paris. */
export const beginningOfDay = (day: CivilDate): Date => DateTime.fromISO(day, { zone: PARIS }).toJSDate();

/** A period by days, both ends included; `until` null: without end. */
export interface Period {
  readonly from: CivilDate;
  readonly until: CivilDate | null;
}

/** Whether the period covers this day. */
export function covers(period: Period, day: CivilDate): boolean {
  return period.from <= day && (period.until === null || day <= period.until);
}
