import type { FeelDate } from './values.ts';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
/** 1970-01-01 was a Thursday. */
const THURSDAY = 3;

/** From 1, Monday, to 7. */
export function weekdayOf({ epochDay }: FeelDate): number {
  return ((((epochDay + THURSDAY) % 7) + 7) % 7) + 1;
}

export const weekdayName = (date: FeelDate): string => WEEKDAYS[weekdayOf(date) - 1] as string;

export const monthName = ({ month }: FeelDate): string => MONTHS[month - 1] as string;

/** From 1 to 366. */
export function dayOfYear(date: FeelDate, firstOfYear: FeelDate): number {
  return date.epochDay - firstOfYear.epochDay + 1;
}
