import { alsoSpeak } from './language.ts';

const DICTIONARY = {
  fr: async () => ({ pay: (await import('./fr/pay.ts')).pay }),
  en: async () => ({ pay: (await import('./en/pay.ts')).pay }),
};

/** The words of the pay space, which few download. */
export const speakPay = (): Promise<void> => alsoSpeak(DICTIONARY);
