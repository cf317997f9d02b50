import { DateTime } from 'luxon';
import { type CivilDate, PARIS } from './civil-date.ts';
import type { PlaceClock } from './place-clock.ts';

/** Easter Sunday (Gregorian computus, in the form given by Meeus, Jones and Butcher). */
function easter(year: number): DateTime {
  const a = year % 19;
  const [b, c] = [Math.floor(year / 100), year % 100];
  const [d, e] = [Math.floor(b / 4), b % 4];
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const [i, k] = [Math.floor(c / 4), c % 4];
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return DateTime.fromObject({ year, month: Math.floor(n / 31), day: (n % 31) + 1 }, { zone: PARIS });
}

const FIXED = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'];

/** Lists the eleven public holidays of mainland France (code du travail L3133-1). */
export function publicHolidays(year: number): ReadonlySet<CivilDate> {
  const sunday = easter(year);
  // Easter Monday, Ascension, Whit Monday.
  const moving = [1, 39, 50].map((days) => sunday.plus({ days }).toISODate() ?? '');
  return new Set([...FIXED.map((day) => `${String(year).padStart(4, '0')}-${day}`), ...moving]);
}

/** The day that commemorates the abolition of slavery, where it is a public holiday (code du travail L3422-2). */
const OVERSEAS: Readonly<Partial<Record<PlaceClock, string>>> = {
  'America/Martinique': '05-22',
  'America/Guadeloupe': '05-27',
  'America/Cayenne': '06-10',
  'Indian/Reunion': '12-20',
  'Indian/Mayotte': '04-27',
};

/**
 * True if administrations work that day: not a Saturday, a Sunday or a public holiday, of that
 * place if one is given.
 */
export function isWorkingDay(day: CivilDate, place: PlaceClock = PARIS): boolean {
  const date = DateTime.fromISO(day, { zone: PARIS });
  return date.weekday <= 5 && !publicHolidays(date.year).has(day) && !day.endsWith(`-${OVERSEAS[place]}`);
}
