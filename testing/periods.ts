import { type CivilDate, dayAfter, parisDay } from '#domain/calendar/civil-date.ts';

/** How many half-years in a row may be asked for: the last one begins within the ten years that a rule allows. */
export const HALF_YEARS = 20;

/**
 * A part-time that no rule refuses (processes/_situation/temps-de-travail.json), for one agent the first time, the second…: half a year from
 * the first of a month, that leaves time to decide and follows the one before.
 */
export function halfYear(turn: number): { readonly startDate: CivilDate; readonly endDate: CivilDate } {
  if (turn >= HALF_YEARS) throw new RangeError(`No rule lets an agent ask for ${turn + 1} half-years: end some first`);
  const first = `${dayAfter(parisDay(new Date()), { months: 4 }).slice(0, 8)}01`;
  const startDate = dayAfter(first, { months: 6 * turn });
  return { startDate, endDate: dayAfter(startDate, { months: 6, days: -1 }) };
}
