import { IANAZone } from 'luxon';

/** Days of a common year before each month. */
const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DAYS_OF_CYCLE = 146_097;
const YEARS_OF_CYCLE = 400;
/** From the first of March of the year 0 to 1970. */
const DAYS_TO_1970 = 719_468;

export const DAY_SECONDS = 86_400;
/** Seconds since 1970 beyond which JavaScript knows no zones: theirs are those of that end of time. */
const MAX_INSTANT = 8_640_000_000_000;
/** What FEEL and java.time take. */
export const MAX_YEAR = 999_999_999;

export const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** `month` from 1 to 12. */
export const daysOfMonth = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (DAYS_OF_MONTH[month - 1] ?? 0);

/** Days since 1970 of a day of the Gregorian calendar, also before it began. Years begin in March, so that a leap day ends one. */
export function epochDayOf(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const cycle = Math.floor(marchYear / YEARS_OF_CYCLE);
  const yearOfCycle = marchYear - cycle * YEARS_OF_CYCLE;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfCycle = yearOfCycle * 365 + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100) + dayOfYear;
  return cycle * DAYS_OF_CYCLE + dayOfCycle - DAYS_TO_1970;
}

/** The day of the calendar that is so many days after 1970. */
export function civilDay(epochDay: number): { year: number; month: number; day: number } {
  const shifted = epochDay + DAYS_TO_1970;
  const cycle = Math.floor(shifted / DAYS_OF_CYCLE);
  const dayOfCycle = shifted - cycle * DAYS_OF_CYCLE;
  const yearOfCycle = Math.floor(
    (dayOfCycle - Math.floor(dayOfCycle / 1460) + Math.floor(dayOfCycle / 36_524) - Math.floor(dayOfCycle / 146_096)) /
      365,
  );
  const dayOfYear = dayOfCycle - (365 * yearOfCycle + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return { year: yearOfCycle + cycle * YEARS_OF_CYCLE + (month <= 2 ? 1 : 0), month, day };
}

/** Names that were looked at, and what they are: asking the system takes as long as a hundred expressions. */
const zones = new Map<string, string | undefined>();
const MAX_ZONES = 1_000;

/** The name of a time zone, spelt as the database of zones spells it, as java.time wants it; undefined for none. */
export function zoneNamed(name: string): string | undefined {
  if (zones.has(name)) return zones.get(name);
  if (zones.size >= MAX_ZONES) zones.clear();
  const found = isSpeltSo(name) ? name : undefined;
  zones.set(name, found);
  return found;
}

/** Other names of a zone are known to the system, which answers with the first of them. */
function isSpeltSo(name: string): boolean {
  if (!/^[A-Z]/.test(name) || !IANAZone.isValidZone(name)) return false;
  const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
  return timeZone === name || timeZone.toLowerCase() !== name.toLowerCase();
}

/**
 * Seconds that a zone is ahead of UTC at a local time, given in seconds since 1970 as if it were UTC. Where clocks are put
 * back the first of the two hours is meant; a time that they skip is told by the offset before, as in java.time.
 */
export function zoneOffset(zone: string, localSeconds: number): number {
  const before = zoneOffsetAt(zone, localSeconds - DAY_SECONDS);
  if (zoneOffsetAt(zone, localSeconds - before) === before) return before;
  const after = zoneOffsetAt(zone, localSeconds + DAY_SECONDS);
  return zoneOffsetAt(zone, localSeconds - after) === after ? after : before;
}

/** Seconds that a zone is ahead of UTC at an instant. */
export const zoneOffsetAt = (zone: string, epochSeconds: number): number =>
  IANAZone.create(zone).offset(Math.min(Math.max(epochSeconds, -MAX_INSTANT), MAX_INSTANT) * 1000) * 60;
