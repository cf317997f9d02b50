import type { Evaluation } from '../evaluation.ts';
import { asJavaScript } from '../number.ts';
import type { Value } from '../values.ts';
import { defined, signature } from './define.ts';
import { patternOf } from './patterns.ts';

/** A pattern seldom matches more than one character in so many. */
const REPLACED_SHARE = 16;

/** What a pattern finds, under the watch of a clock: some take for ever. */
function search<T>(evaluation: Evaluation, [pattern, flags]: [string, Value], run: (found: RegExp) => T): T | null {
  const found = patternOf(pattern, flags);
  if (found === undefined) return evaluation.warn(`Invalid pattern '${pattern}'`);
  return evaluation.budget.watched(() => run(found));
}

const globally = (pattern: RegExp): RegExp => new RegExp(pattern, `${pattern.flags}g`);

/** Characters as people count them: those beyond 65,535 are one. */
const characters = (text: string): string[] => Array.from(text);

function substring(text: string, start: number, length: number): string | null {
  if (start === 0 || length < 1) return start === 0 ? null : '';
  const all = characters(text);
  const from = start > 0 ? start - 1 : all.length + start;
  return from < 0 ? null : all.slice(from, from + length).join('');
}

/** XPath writes the groups of a pattern as JavaScript does, and what it found whole as `$0`. */
const replacementOf = (replacement: string): string => replacement.replace(/\$0/g, '$$&');

/** What stands between texts, before and after them: null as nothing. */
interface Around {
  readonly delimiter?: Value;
  readonly prefix?: Value;
  readonly suffix?: Value;
}

/** Null where one of them is no text; items that are null are left out. */
function joined(list: readonly Value[], around: Around, { budget }: Evaluation): string | null {
  const texts = list.filter((item) => item !== null);
  const [delimiter, prefix, suffix] = [around.delimiter ?? '', around.prefix ?? '', around.suffix ?? ''];
  if (typeof delimiter !== 'string' || typeof prefix !== 'string' || typeof suffix !== 'string') return null;
  if (!texts.every((item) => typeof item === 'string')) return null;
  budget.text(texts.reduce((length, text) => length + text.length + delimiter.length, prefix.length + suffix.length));
  return `${prefix}${texts.join(delimiter)}${suffix}`;
}

export const TEXT_FUNCTIONS = {
  substring: defined(
    signature(['string: string', 'start position: number', 'length?: number'], ([string, start, length]) =>
      substring(
        string,
        Math.trunc(asJavaScript(start)),
        length === undefined ? Number.POSITIVE_INFINITY : Math.trunc(asJavaScript(length)),
      ),
    ),
  ),
  'string length': defined(signature(['string: string'], ([string]) => characters(string).length)),
  'upper case': defined(signature(['string: string'], ([string]) => string.toUpperCase())),
  'lower case': defined(signature(['string: string'], ([string]) => string.toLowerCase())),
  'substring before': defined(
    signature(['string: string', 'match: string'], ([string, match]) => {
      const at = string.indexOf(match);
      return at < 0 ? '' : string.slice(0, at);
    }),
  ),
  'substring after': defined(
    signature(['string: string', 'match: string'], ([string, match]) => {
      const at = string.indexOf(match);
      return at < 0 ? '' : string.slice(at + match.length);
    }),
  ),
  replace: defined(
    signature(
      ['input: string', 'pattern: string', 'replacement: string', 'flags?: any'],
      ([input, pattern, replacement, flags], evaluation) => {
        // at worst every few characters are replaced
        if (replacement.length > 1) evaluation.budget.text((input.length * replacement.length) / REPLACED_SHARE);
        return search(evaluation, [pattern, flags ?? ''], (found) =>
          input.replace(globally(found), replacementOf(replacement)),
        );
      },
    ),
  ),
  contains: defined(signature(['string: string', 'match: string'], ([string, match]) => string.includes(match))),
  'starts with': defined(signature(['string: string', 'match: string'], ([string, match]) => string.startsWith(match))),
  'ends with': defined(signature(['string: string', 'match: string'], ([string, match]) => string.endsWith(match))),
  matches: defined(
    signature(['input: string', 'pattern: string', 'flags?: any'], ([input, pattern, flags], evaluation) =>
      search(evaluation, [pattern, flags ?? ''], (found) => found.test(input)),
    ),
  ),
  split: defined(
    signature(['string: string', 'delimiter: string'], ([string, delimiter], evaluation) =>
      search(evaluation, [delimiter, ''], (found) => string.split(found)),
    ),
  ),
  extract: defined(
    signature(['string: string', 'pattern: string'], ([string, pattern], evaluation) =>
      search(evaluation, [pattern, ''], (found) => string.match(globally(found)) ?? []),
    ),
  ),
  'string join': defined(
    signature(['list: list'], ([list], evaluation) => joined(list, {}, evaluation)),
    signature(['list: list', 'delimiter: any'], ([list, delimiter], evaluation) =>
      joined(list, { delimiter }, evaluation),
    ),
    signature(
      ['list: list', 'delimiter: any', 'prefix: any', 'suffix: any'],
      ([list, delimiter, prefix, suffix], evaluation) => joined(list, { delimiter, prefix, suffix }, evaluation),
    ),
  ),
  trim: defined(signature(['string: string'], ([string]) => string.trim())),
  'is blank': defined(signature(['string: string'], ([string]) => string.trim() === '')),
  'to base64': defined(signature(['value: string'], ([value]) => toBase64(value))),
  'from base64': defined(signature(['value: string'], ([value]) => fromBase64(value))),
  uuid: defined(signature([], () => crypto.randomUUID())),
};

/** Bytes of a piece that a call can take as arguments. */
const PIECE = 8_192;

/** In base 64, of its UTF-8. */
function toBase64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let binary = '';
  for (let from = 0; from < bytes.length; from += PIECE)
    binary += String.fromCharCode(...bytes.subarray(from, from + PIECE));
  return btoa(binary);
}

function fromBase64(text: string): string | null {
  try {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    return new TextDecoder().decode(bytes);
  } catch {
    return null;
  }
}
