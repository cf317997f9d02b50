import { DateTime } from 'luxon';
import { ordinalFirst } from '../calendar/french-day.ts';
import type { Bilingual } from '../circuit/manifest.ts';

/** The same in every language. */
export const same = (text: string): Bilingual => ({ fr: text, en: text });

/** « 1er septembre 2026 », « 1 September 2026 »; what is no date is shown as it is. */
export function dateInWords(iso: string): Bilingual {
  const date = DateTime.fromISO(iso, { setZone: true });
  if (!date.isValid) return same(iso);
  const format = iso.includes('T') ? DateTime.DATETIME_MED : DateTime.DATE_FULL;
  const fr = ordinalFirst(date.setLocale('fr').toLocaleString(format));
  return { fr, en: date.setLocale('en-GB').toLocaleString(format) };
}

export const yesOrNo = (value: boolean): Bilingual => (value ? { fr: 'Oui', en: 'Yes' } : { fr: 'Non', en: 'No' });

/** « 12 345 », « 2025 »: a number of four figures is written whole, as a year must be. */
export function numberInWords(value: number | string): Bilingual {
  const number = Number(value);
  if (!Number.isFinite(number)) return same(String(value));
  const format: Intl.NumberFormatOptions = { maximumFractionDigits: 20, useGrouping: 'min2' };
  return { fr: number.toLocaleString('fr', format), en: number.toLocaleString('en-GB', format) };
}

export const joined = (texts: readonly Bilingual[]): Bilingual => ({
  fr: texts.map(({ fr }) => fr).join(', '),
  en: texts.map(({ en }) => en).join(', '),
});
