import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Texts, TextsApart } from './texts.ts';

/** The languages the portal speaks. */
export type LanguageCode = 'fr' | 'en';

const STORED = 'harmonie.language';

/** Only the language in use is downloaded. */
const load: Record<LanguageCode, () => Promise<Texts>> = {
  fr: async () => (await import('./fr/index.ts')).fr,
  en: async () => (await import('./en/index.ts')).en,
};

/** Dictionaries of pages that few people open: downloaded with them, in whatever language is spoken. */
const apart: Record<LanguageCode, () => Promise<Partial<TextsApart>>>[] = [];

/** Has a dictionary that is not in the first page known from now on; to be awaited before what speaks from it is shown. */
export async function alsoSpeak(dictionary: Record<LanguageCode, () => Promise<Partial<TextsApart>>>): Promise<void> {
  if (apart.includes(dictionary)) return;
  apart.push(dictionary);
  const language: LanguageCode = i18next.language === 'en' ? 'en' : 'fr';
  i18next.addResourceBundle(language, 'translation', await dictionary[language](), true);
}

/** What this browser was last told, before anyone signs in; otherwise what the browser asks for. */
function remembered(): LanguageCode {
  try {
    const stored = localStorage.getItem(STORED);
    if (stored === 'fr' || stored === 'en') return stored;
  } catch {
    // Storage may be forbidden by policy: the choice then lasts as long as the page.
  }
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'fr';
}

/** Readies the texts; to be awaited before the first render. */
export async function startLanguage(): Promise<void> {
  const language = remembered();
  i18next.on('languageChanged', (next) => {
    document.documentElement.lang = next;
  });
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    interpolation: { escapeValue: false },
    resources: { [language]: { translation: await load[language]() } },
    returnNull: false,
  });
}

/** Speaks another language at once, and keeps the choice in this browser. */
export async function speak(language: LanguageCode): Promise<void> {
  try {
    localStorage.setItem(STORED, language);
  } catch {
    // see remembered()
  }
  if (i18next.language === language) return;
  if (!i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', await load[language]());
  }
  // Also of a language spoken before: a page may have been opened since.
  for (const dictionary of apart)
    i18next.addResourceBundle(language, 'translation', await dictionary[language](), true);
  await i18next.changeLanguage(language);
}
