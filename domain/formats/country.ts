import { getCountries } from 'libphonenumber-js/max';
import { words } from './words.ts';

const NAMES = [
  new Intl.DisplayNames('fr', { type: 'region' }),
  new Intl.DisplayNames('en', { type: 'region' }),
  new Intl.DisplayNames('en', { type: 'region', style: 'short' }),
] as const;

/** A country by its names in French and English: every one that has telephones (ISO 3166). */
interface Country {
  readonly fr: string;
  readonly en: string;
}

const keyOf = (name: string): string => words(name).join(' ');

/** Countries by any of their names, and by their code. */
const COUNTRIES: ReadonlyMap<string, Country> = new Map(
  getCountries().flatMap((code) => {
    const [fr = code, en = code, short = code] = NAMES.map((names) => names.of(code));
    return [fr, en, short, code].map((name): [string, Country] => [keyOf(name), { fr, en }]);
  }),
);

/** « belgique », « Belgium » or « BE » → « Belgique »; null for what is no country. */
export const readCountry = (text: string): string | null => COUNTRIES.get(keyOf(text))?.fr ?? null;

/** As people read it; what is no country, as it is. */
export const showCountry = (text: string): Country => COUNTRIES.get(keyOf(text)) ?? { fr: text, en: text };
