import { ordinalFirst } from '#domain/calendar/french-day.ts';
import type { LanguageCode } from './language.ts';

const LOCALE: Record<LanguageCode, string> = { fr: 'fr-FR', en: 'en-GB' };
const ZONE = 'Europe/Paris';

const formatters = new Map<string, Intl.DateTimeFormat>();

/** What writes dates so, in a language: made once. */
export function formatter(language: LanguageCode, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  let made = formatters.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(LOCALE[language], options);
    formatters.set(key, made);
  }
  return made;
}

const written = (language: LanguageCode, options: Intl.DateTimeFormatOptions, at: Date): string => {
  const text = formatter(language, options).format(at);
  return language === 'fr' ? ordinalFirst(text) : text;
};

/** « 24 novembre 2026 »: the day in Paris of an instant. */
export const day = (instant: string, language: LanguageCode): string =>
  written(language, { timeZone: ZONE, day: 'numeric', month: 'long', year: 'numeric' }, new Date(instant));

/** « 24 nov. 2026 », for lists. */
export const shortDay = (instant: string, language: LanguageCode): string =>
  written(language, { timeZone: ZONE, day: 'numeric', month: 'short', year: 'numeric' }, new Date(instant));

/** « 24 novembre 2026 à 14:32 ». */
export const moment = (instant: string, language: LanguageCode): string =>
  written(language, { timeZone: ZONE, dateStyle: 'long', timeStyle: 'short' }, new Date(instant));

/** « 14:32 ». */
export const clock = (instant: string | Date, language: LanguageCode): string =>
  formatter(language, { timeZone: ZONE, hour: '2-digit', minute: '2-digit' }).format(new Date(instant));

/** A civil date (« 2026-09-01 ») belongs to no zone: read at noon so that no shift can change the day. */
export const civilDay = (date: string, language: LanguageCode): string =>
  written(language, { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' }, new Date(`${date}T12:00:00Z`));

/** The same for lists: « 1 sept. 2026 ». */
export const shortCivilDay = (date: string, language: LanguageCode): string =>
  written(
    language,
    { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' },
    new Date(`${date}T12:00:00Z`),
  );

/** « 1,2 Mo ». */
export function fileSize(bytes: number, language: LanguageCode): string {
  const unit = bytes < 1_000_000 ? 'kilobyte' : 'megabyte';
  const value = bytes < 1_000_000 ? Math.max(1, Math.round(bytes / 1000)) : bytes / 1_000_000;
  return new Intl.NumberFormat(LOCALE[language], { style: 'unit', unit, maximumFractionDigits: 1 }).format(value);
}

/** « Camille Durand ». */
export const fullName = (person: { firstName: string; lastName: string }): string =>
  `${person.firstName} ${person.lastName}`;

/** « décembre 2026 », from « 2026-12 ». */
export const monthName = (month: string, language: LanguageCode): string =>
  formatter(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${month}-15T12:00:00Z`));
