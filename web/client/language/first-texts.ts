import type { LanguageCode } from './language.ts';
import type { Texts } from './texts.ts';

/** What the first page says, in a language: only the one in use is downloaded. */
export const firstTexts: Record<LanguageCode, () => Promise<Texts>> = {
  fr: async () => (await import('./fr/index.ts')).fr,
  en: async () => (await import('./en/index.ts')).en,
};

/** Where this browser keeps the language last chosen. */
export const STORED_LANGUAGE = 'harmonie.language';

/** What this browser last chose, before anyone signs in; otherwise what the browser asks for. */
export function rememberedLanguage(): LanguageCode {
  try {
    const stored = localStorage.getItem(STORED_LANGUAGE);
    if (stored === 'fr' || stored === 'en') return stored;
  } catch {
    // Storage may be forbidden by policy: the choice then lasts as long as the page.
  }
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'fr';
}
