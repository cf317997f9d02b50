import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { APART, type Apart } from './apart.ts';
import { firstTexts, rememberedLanguage, STORED_LANGUAGE } from './first-texts.ts';

/** The languages the portal speaks. */
export type LanguageCode = 'fr' | 'en';

/** The router opens its page as soon as it is made, maybe before the texts of the first page are there. */
const started = Promise.withResolvers<void>();

/** The texts apart of the pages opened so far, there or on their way: they are spoken in whatever language comes next. */
const opened = new Map<Apart, Promise<void>>();

/** Has texts that are not in the first page known from now on; to be awaited before what speaks from them is shown. */
export async function alsoSpeak(...texts: Apart[]): Promise<void> {
  for (const each of texts)
    if (!opened.has(each))
      opened.set(
        each,
        started.promise.then(() => add(spoken(), each)),
      );
  await Promise.all(texts.map((each) => opened.get(each)));
}

/** Has all that is said on the pages opened so far known in a language, besides that on screen. */
export async function loadLanguage(language: LanguageCode): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation'))
    i18next.addResourceBundle(language, 'translation', await firstTexts[language]());
  await Promise.all([...opened.keys()].map((each) => add(language, each)));
}

async function add(language: LanguageCode, texts: Apart): Promise<void> {
  // Into one another: the first page says a part of what requests and tasks say.
  i18next.addResourceBundle(language, 'translation', await APART[texts][language](), true);
}

const spoken = (): LanguageCode => (i18next.language === 'en' ? 'en' : 'fr');

/** Readies the texts; to be awaited before the first render. */
export async function startLanguage(): Promise<void> {
  const language = rememberedLanguage();
  i18next.on('languageChanged', (next) => {
    document.documentElement.lang = next;
  });
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    interpolation: { escapeValue: false },
    resources: { [language]: { translation: await firstTexts[language]() } },
    returnNull: false,
  });
  started.resolve();
}

/** Speaks another language at once, and keeps the choice in this browser. */
export async function speak(language: LanguageCode): Promise<void> {
  try {
    localStorage.setItem(STORED_LANGUAGE, language);
  } catch {
    // see rememberedLanguage()
  }
  if (i18next.language === language) return;
  await loadLanguage(language);
  await i18next.changeLanguage(language);
}
