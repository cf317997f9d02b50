import { type CivilDate, dayAfter } from '../calendar/civil-date.ts';

/**
 * How many days before its end the holder of a power is warned: another delegation takes weeks to
 * be drafted, signed and published.
 */
export const POWER_ALARM_DAYS = 60;

/** True if what ends on that day must be renewed now; null: it has no end. */
export const endsSoon = (until: CivilDate | null, today: CivilDate): boolean =>
  until !== null && until >= today && until <= dayAfter(today, { days: POWER_ALARM_DAYS });
