import flatpickr from 'flatpickr';
import { French } from 'flatpickr/dist/l10n/fr.js';
import type { LanguageCode } from '../language/language.ts';

/** The face of flatpickr that its types lose under Node's way of resolving modules. */
interface Localized {
  localize: (words: unknown) => void;
  l10ns: { default: unknown };
}

/** Month and day names of the calendars that form-js opens. */
export function speakInCalendars(language: LanguageCode): void {
  const calendars = flatpickr as unknown as Localized;
  calendars.localize(language === 'fr' ? French : calendars.l10ns.default);
}
