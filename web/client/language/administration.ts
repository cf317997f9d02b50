import { alsoSpeak } from './language.ts';

const DICTIONARY = {
  fr: async () => ({
    administration: (await import('./fr/administration.ts')).administration,
    operations: (await import('./fr/operations.ts')).operations,
  }),
  en: async () => ({
    administration: (await import('./en/administration.ts')).administration,
    operations: (await import('./en/operations.ts')).operations,
  }),
};

/** The words of administrators, which nobody else downloads. */
export const speakAdministration = (): Promise<void> => alsoSpeak(DICTIONARY);
