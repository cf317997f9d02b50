import { parisDay } from '#domain/calendar/civil-date.ts';

const TWO_HOURS = 2 * 3_600_000;

/**
 * Where the clock of a portal starts that its tests move on by an hour or so: now, in milliseconds, or two hours ago late in the
 * evening. Pages are of the day on which they were drawn, which ends at midnight in Paris.
 */
export const withinTheDay = (now = Date.now()): number =>
  parisDay(new Date(now)) === parisDay(new Date(now + TWO_HOURS)) ? now : now - TWO_HOURS;
