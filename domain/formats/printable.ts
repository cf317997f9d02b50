import { spaced } from './spaced.ts';

/** Bullets of Word, pasted without the symbol font they were drawn with. */
const BULLETS = /[\uf06e\uf071\uf076\uf0a7\uf0a8\uf0b7\uf0d8\uf0fc]/g;
/** « ﬁ » in one character: what is copied from a PDF holds such. */
const LIGATURES = /[\ufb00-\ufb06]/g;
/** What no one sees. Line breaks and tabulations are blanks. */
const CONTROLS = /[^\P{Cc}\t\n\r]/gu;

/**
 * Prepares a text for printing, word for word. Only special characters that come from pasting and
 * stand for a plain one are replaced, since a PDF/A may hold no character that its font does not
 * draw.
 */
export const printable = (text: string): string =>
  text
    .normalize('NFC')
    .replace(LIGATURES, (ligature) => ligature.normalize('NFKC'))
    .replace(BULLETS, '•')
    .replace(CONTROLS, '');

/** Every text in a value, however deep, written otherwise. */
function textsIn<Value>(value: Value, write: (text: string) => string): Value {
  if (typeof value === 'string') return write(value) as Value;
  if (Array.isArray(value)) return value.map((inner) => textsIn(inner, write)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, textsIn(inner, write)])) as Value;
}

/** Applies `printable` to every text in a value, however deep. */
export const printableIn = <Value>(value: Value): Value => textsIn(value, printable);

const UNPRINTABLE =
  /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]|\p{Co}|[\u{1f000}-\u{1faff}]/gu;

/**
 * Lists the characters that an act cannot print, each once: emoji, other alphabets, symbols without
 * their font. Reported where the text is typed; the typesetter has the last word on the rest.
 */
export const unprintableIn = (text: string): string[] => [...new Set(printable(text).match(UNPRINTABLE) ?? [])];

/**
 * Replaces by « ? », in every text of a value, each character that cannot be printed or that the
 * typesetter rejected: for a page that must be drawn whatever people wrote.
 */
export const printableAnyway = <Value>(value: Value, undrawn = ''): Value =>
  textsIn(value, (text) => {
    const plain = spaced(printable(text).replaceAll("'", '’')).replace(UNPRINTABLE, '?');
    return [...undrawn].reduce((written, character) => written.replaceAll(character, '?'), plain);
  });
