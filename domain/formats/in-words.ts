import { DateTime } from 'luxon';
import type { Bilingual } from '../bilingual.ts';
import { ordinalFirst } from '../calendar/french-day.ts';

/** Returns a text that is the same in both languages. */
export const same = (text: string): Bilingual => ({ fr: text, en: text });

/**
 * Writes a date in words: « 1er septembre 2026 », « 1 September 2026 »; any other text is shown as
 * it is.
 */
export function dateInWords(iso: string): Bilingual {
  const date = DateTime.fromISO(iso, { setZone: true });
  if (!date.isValid) return same(iso);
  const format = iso.includes('T') ? DateTime.DATETIME_MED : DateTime.DATE_FULL;
  const fr = ordinalFirst(date.setLocale('fr').toLocaleString(format));
  return { fr, en: date.setLocale('en-GB').toLocaleString(format) };
}

/** Writes yes or no in words. */
export const yesOrNo = (value: boolean): Bilingual => (value ? { fr: 'Oui', en: 'Yes' } : { fr: 'Non', en: 'No' });

/**
 * Writes a number: « 12 345 », « 2025 »: four figures are not grouped, because they may be a year.
 */
export function numberInWords(value: number | string): Bilingual {
  const number = Number(value);
  if (!Number.isFinite(number)) return same(String(value));
  const format: Intl.NumberFormatOptions = { maximumFractionDigits: 20, useGrouping: 'min2' };
  return { fr: number.toLocaleString('fr', format), en: number.toLocaleString('en-GB', format) };
}

/** Joins texts with commas, in both languages. */
export const joined = (texts: readonly Bilingual[]): Bilingual => ({
  fr: texts.map(({ fr }) => fr).join(', '),
  en: texts.map(({ en }) => en).join(', '),
});
