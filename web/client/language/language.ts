import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Texts } from './texts.ts';

/** The languages the portal speaks. */
export type LanguageCode = 'fr' | 'en';

const STORED = 'harmonie.language';

/** Only the language in use is downloaded. */
const load: Record<LanguageCode, () => Promise<Texts>> = {
  fr: async () => (await import('./fr/index.ts')).fr,
  en: async () => (await import('./en/index.ts')).en,
};

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
  await i18next.changeLanguage(language);
}
