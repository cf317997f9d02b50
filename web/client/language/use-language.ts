import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import type { LanguageCode } from './language.ts';

/** A text in both languages. */
export interface Bilingual {
  fr: string;
  en: string;
}

type Params = Record<string, string | number>;

/** The language on screen and ways to read both kinds of texts: ours, and those of circuits. */
export function useLanguage() {
  const { t, i18n } = useTranslation();
  const language: LanguageCode = i18n.language === 'en' ? 'en' : 'fr';
  return {
    t,
    language,
    /** A text that came in both languages. */
    read: (text: Bilingual): string => text[language],
    /** A text whose key came from the server; `otherwise` when this version of the screens does not know it. */
    known: (key: string, params: Params, otherwise: string): string => known(key, params) ?? otherwise,
  };
}

/** The text at a key only known at run time, or null. */
export function known(key: string, params: Params = {}): string | null {
  if (!i18next.exists(key, params)) return null;
  const text: unknown = i18next.t(key as never, params as never);
  return typeof text === 'string' ? text : null;
}
