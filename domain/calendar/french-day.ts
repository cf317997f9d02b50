export const FRENCH_MONTHS: readonly string[] = [
  ...['janvier', 'février', 'mars', 'avril', 'mai', 'juin'],
  ...['juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'],
];

/**
 * Writes « 1er mars 2026 » from « 1 mars 2026 »: French uses an ordinal for the first day of a
 * month, and Intl does not.
 */
export const ordinalFirst = (date: string): string => date.replace(/^1(?=\s)/, '1er');

const LONG_DATE = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'UTC' });

/** Writes a day as acts do: « 1er mars 2026 » from « 2026-03-01 ». */
export const longDay = (day: string): string => ordinalFirst(LONG_DATE.format(new Date(`${day}T12:00:00Z`)));
