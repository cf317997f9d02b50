import { hasFunction } from 'harmonie-engine/feel';
import { words } from '#domain/formats/words.ts';

const MAX_LENGTH = 40;
/** What FEEL reads as its own, beside the names of its functions. */
const KEYWORDS = new Set(
  'and between every external false for function if in instance not null of or return satisfies some then else true i this parent'.split(
    ' ',
  ),
);

/** The key of a field, as expressions name it: « Date de début » → « dateDeDebut ». None that is taken, nor a word of FEEL. */
export function keyNamed(label: string, taken: ReadonlySet<string>): string {
  const [first = '', ...others] = plainWords(label);
  const name = cut(first + others.map(capital).join(''));
  const isName = /^[a-z]/.test(name) && !KEYWORDS.has(name) && hasFunction(name, null) === null;
  return free(isName ? name : `champ${capital(name)}`, '', taken);
}

/** The value of a choice: « En main propre » → « en-main-propre ». None that is taken. */
export const valueNamed = (label: string, taken: ReadonlySet<string>): string =>
  free(cut(plainWords(label).join('-')) || 'choix', '-', taken);

const plainWords = (label: string): string[] =>
  words(label)
    .map((word) => word.replace(/[^a-z0-9]/g, ''))
    .filter((word) => word !== '');
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const cut = (name: string): string => name.slice(0, MAX_LENGTH).replace(/-+$/, '');

function free(name: string, before: string, taken: ReadonlySet<string>): string {
  let [one, count] = [name, 1];
  while (taken.has(one)) one = `${name}${before}${++count}`;
  return one;
}
