import { type CivilDate, dayAfter } from './civil-date.ts';
import { isWorkingDay } from './holiday.ts';

/**
 * Returns the last day to go to court about a decision notified that day: two months, of which
 * neither the first day nor the last counts, and never on a day off (code de justice
 * administrative, R421-1).
 */
export function courtLimit(toldOn: CivilDate): CivilDate {
  let day = dayAfter(dayAfter(toldOn, { months: 2 }), { days: 1 });
  while (!isWorkingDay(day)) day = dayAfter(day, { days: 1 });
  return day;
}
