import { formatter } from '#web/client/language/format.ts';
import type { LanguageCode } from '#web/client/language/language.ts';

/** A day of a month, as a calendar writes it. */
export interface MonthDay {
  /** « 2026-12-05 » */
  readonly day: string;
  readonly number: number;
  readonly isWeekend: boolean;
}

const at = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** The days of a month, « 2028-02 ». */
export function daysOf(month: string): MonthDay[] {
  const [year = 0, index = 1] = month.split('-').map(Number);
  const count = new Date(Date.UTC(year, index, 0)).getUTCDate();
  return Array.from({ length: count }, (_, before) => {
    const day = `${month}-${String(before + 1).padStart(2, '0')}`;
    return { day, number: before + 1, isWeekend: [0, 6].includes(at(day).getUTCDay()) };
  });
}

/** The month so many after, or before. */
export function monthAfter(month: string, by: number): string {
  const first = at(`${month}-01`);
  first.setUTCMonth(first.getUTCMonth() + by);
  return first.toISOString().slice(0, 7);
}

/** « décembre 2026 », of « 2026-12 ». */
export const civilMonth = (month: string, language: LanguageCode): string =>
  formatter(language, { timeZone: 'UTC', month: 'long', year: 'numeric' }).format(at(`${month}-01`));

/** « L », the first letter of a day of the week. */
export const weekday = (day: string, language: LanguageCode): string =>
  formatter(language, { timeZone: 'UTC', weekday: 'narrow' }).format(at(day));
