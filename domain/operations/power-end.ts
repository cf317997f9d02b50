import { type CivilDate, dayAfter } from '../calendar/civil-date.ts';

/** How long before its end whoever holds a power is told: another delegation takes weeks to be drawn, signed and published. */
export const POWER_ALARM_DAYS = 60;

/** Whether what ends on that day is to be renewed now; null: it has no end. */
export const endsSoon = (until: CivilDate | null, today: CivilDate): boolean =>
  until !== null && until >= today && until <= dayAfter(today, { days: POWER_ALARM_DAYS });
