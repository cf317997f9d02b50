/** « 1er mars 2026 », from « 1 mars 2026 »: French writes the first day of a month as an ordinal, and Intl does not. */
export const ordinalFirst = (date: string): string => date.replace(/^1(?=\s)/, '1er');
