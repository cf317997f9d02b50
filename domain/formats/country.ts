import { getCountries } from 'libphonenumber-js/max';
import { words } from './words.ts';

const NAMES = [
  new Intl.DisplayNames('fr', { type: 'region' }),
  new Intl.DisplayNames('en', { type: 'region' }),
  new Intl.DisplayNames('en', { type: 'region', style: 'short' }),
] as const;

/** The names of a country in French and English: every country that has telephones (ISO 3166). */
interface Country {
  readonly fr: string;
  readonly en: string;
}

const keyOf = (name: string): string => words(name).join(' ');

/** Countries by each of their names, and by code. */
const COUNTRIES: ReadonlyMap<string, Country> = new Map(
  getCountries().flatMap((code) => {
    const [fr = code, en = code, short = code] = NAMES.map((names) => names.of(code));
    return [fr, en, short, code].map((name): [string, Country] => [keyOf(name), { fr, en }]);
  }),
);

/** Reads a country: « belgique », « Belgium » or « BE » → « Belgique »; null: it is none. */
export const readCountry = (text: string): string | null => COUNTRIES.get(keyOf(text))?.fr ?? null;

/** Shows a country in both languages; any other text is shown as it is. */
export const showCountry = (text: string): Country => COUNTRIES.get(keyOf(text)) ?? { fr: text, en: text };
