import { FRENCH_MONTHS } from '../calendar/french-day.ts';

const BEFORE_MONTH = new RegExp(`(?<=\\b(?:\\d{1,2}|1er)) (?=(?:${FRENCH_MONTHS.join('|')}) )`, 'g');

/**
 * Applies French typography to any text: no line break before « ; », in « n° 3 » or in « 3 mai ».
 */
export const spaced = (words: string): string =>
  words
    .replace(/ (?=[;:!?»%])/g, '\u00a0')
    .replace(/(?<=«) /g, '\u00a0')
    .replace(BEFORE_MONTH, '\u00a0')
    // At the end of the text, a value follows.
    .replace(/(?<=\bn°|\bL\.|\bR\.|\bD\.|\barticles?) (?=\d|$)/g, '\u00a0');
