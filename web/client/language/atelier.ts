import { alsoSpeak } from './language.ts';

const DICTIONARY = {
  fr: async () => ({ atelier: (await import('./fr/atelier.ts')).atelier }),
  en: async () => ({ atelier: (await import('./en/atelier.ts')).atelier }),
};

/** The words of the analyst's atelier, which nobody else downloads. */
export const speakAtelier = (): Promise<void> => alsoSpeak(DICTIONARY);
