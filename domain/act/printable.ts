import { spaced } from '../formats/spaced.ts';

/** Bullets of Word, pasted without the symbol font they were drawn with. */
const BULLETS = /[\uf06e\uf071\uf076\uf0a7\uf0a8\uf0b7\uf0d8\uf0fc]/g;
/** « ﬁ » in one character: what is copied from a PDF holds such. */
const LIGATURES = /[\ufb00-\ufb06]/g;
/** What no one sees. Line breaks and tabulations are blanks. */
const CONTROLS = /[^\P{Cc}\t\n\r]/gu;

/**
 * A text as an act prints it. Word for word what was written: only what a paste brought along and that stands for a plain
 * character is written plainly, since a PDF/A may hold no character that its font does not draw.
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

/** The same of every text in a value, however deep. */
export const printableIn = <Value>(value: Value): Value => textsIn(value, printable);

const UNPRINTABLE =
  /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]|\p{Co}|[\u{1f000}-\u{1faff}]/gu;

/**
 * The characters that an act surely cannot print, each once: emoji, other alphabets, symbols without their font. Told where
 * the text is typed; the typesetter has the last word on the rest.
 */
export const unprintableIn = (text: string): string[] => [...new Set(printable(text).match(UNPRINTABLE) ?? [])];

/**
 * Every text of a value as a page that must be drawn prints it, whatever people wrote: « ? » in the place of each character that
 * it surely cannot print, or that the typesetter found it could not.
 */
export const printableAnyway = <Value>(value: Value, undrawn = ''): Value =>
  textsIn(value, (text) => {
    const plain = spaced(printable(text).replaceAll("'", '’')).replace(UNPRINTABLE, '?');
    return [...undrawn].reduce((written, character) => written.replaceAll(character, '?'), plain);
  });
