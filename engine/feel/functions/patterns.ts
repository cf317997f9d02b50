import type { Value } from '../values.ts';

/** Flags of XPath's patterns: JavaScript's, and `x`, which takes blanks out of the pattern. */
const FLAGS = /^[simx]*$/;

/** `[A-Z-[OI]]`: letters but two. */
const SUBTRACTION = /\[([^\][]*)-(\[[^\][]*\])\]/g;

/** Blanks in a class of characters are meant. */
const withoutBlanks = (pattern: string): string =>
  pattern.replace(/(\[(?:\\.|[^\]])*\])|\s+/g, (_whole, inClass: string | undefined) => inClass ?? '');

/** XPath has no character zero. */
const ZERO = /(?<!\\)(?:\\\\)*\\0/;

/** The blocks of Unicode that European texts are written in: XPath names them, JavaScript does not. */
const BLOCKS = new Map<string, string>([
  ['BasicLatin', '\\u0000-\\u007f'],
  ['Latin-1Supplement', '\\u0080-\\u00ff'],
  ['LatinExtended-A', '\\u0100-\\u017f'],
  ['LatinExtended-B', '\\u0180-\\u024f'],
  ['IPAExtensions', '\\u0250-\\u02af'],
  ['CombiningDiacriticalMarks', '\\u0300-\\u036f'],
  ['Greek', '\\u0370-\\u03ff'],
  ['GreekandCoptic', '\\u0370-\\u03ff'],
  ['Cyrillic', '\\u0400-\\u04ff'],
  ['LatinExtendedAdditional', '\\u1e00-\\u1eff'],
  ['GreekExtended', '\\u1f00-\\u1fff'],
  ['GeneralPunctuation', '\\u2000-\\u206f'],
  ['CurrencySymbols', '\\u20a0-\\u20cf'],
  ['LetterlikeSymbols', '\\u2100-\\u214f'],
  ['NumberForms', '\\u2150-\\u218f'],
  ['MathematicalOperators', '\\u2200-\\u22ff'],
]);

/** `\p{IsBasicLatin}`, alone or in a class of characters. */
const BLOCK = /\[(?:\\.|[^\]])*\]|\\[pP]\{Is[\w-]+\}/gs;

function blocksIn(pattern: string): string {
  return pattern.replace(BLOCK, (piece) => {
    const isClass = piece.startsWith('[');
    return piece.replace(/\\([pP])\{Is([\w-]+)\}/g, (whole, sign: string, name: string) => {
      const range = BLOCKS.get(name);
      if (range === undefined || (isClass && sign === 'P')) return whole;
      return isClass ? range : `[${sign === 'P' ? '^' : ''}${range}]`;
    });
  });
}

/** A pattern of XPath, which is FEEL's, as JavaScript has it; undefined for what is none. */
export function patternOf(text: string, flags: Value): RegExp | undefined {
  if (typeof flags !== 'string' || !FLAGS.test(flags) || ZERO.test(text)) return undefined;
  const source = blocksIn(flags.includes('x') ? withoutBlanks(text) : text);
  const subtracting = source.replace(SUBTRACTION, '[[$1]--$2]');
  const mode = subtracting === source ? 'u' : 'v';
  try {
    return new RegExp(subtracting, mode + [...new Set(flags.replace('x', ''))].join(''));
  } catch {
    return undefined;
  }
}
