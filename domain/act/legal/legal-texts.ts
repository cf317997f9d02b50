import { type CivilDate, covers, dayAfter, type Period } from '../../calendar/civil-date.ts';
import type { Grid, GridShape } from '../../situation/grids/grid.ts';

/** A text that acts cite, « décret n° 82-624 », and when it is in force. */
export interface LegalText extends Period {
  readonly text: string;
}

/**
 * Lists the legal texts held by the grids that code relies on for them (`use`: « texts »), whatever
 * their days.
 */
export const legalTextsOf = (grids: readonly (GridShape & Partial<Pick<Grid, 'rows'>>)[]): LegalText[] =>
  grids
    .filter(({ use }) => use === 'texts')
    .flatMap(({ rows }) => rows ?? [])
    .map(({ from, until, values }) => ({ from, until, text: String(values.text) }));

/**
 * Lists the texts not in force on a day: not yet, or no longer. Texts without a row are not
 * checked.
 */
export const notInForce = (texts: readonly LegalText[], day: CivilDate): string[] => {
  const standing = new Set(texts.filter((one) => covers(one, day)).map(({ text }) => text));
  return [...new Set(texts.map(({ text }) => text))].filter((text) => !standing.has(text));
};

/** How long before its last day the end of a text is announced. */
const NOTICE = { months: 3 };

/** Lists the texts that end soon, with their last day. */
export const endingSoon = (texts: readonly LegalText[], day: CivilDate): { text: string; until: CivilDate }[] => {
  const later = notInForce(texts, dayAfter(day, NOTICE));
  return texts.flatMap(({ text, until, from }) =>
    until !== null && covers({ from, until }, day) && later.includes(text) ? [{ text, until }] : [],
  );
};

/**
 * Normalises a text for comparison: one space for each blank, Typst's and the hard one included.
 */
const plain = (words: string): string =>
  words
    .replace(/[\s~\u00a0\u202f]+/g, ' ')
    .replaceAll("'", '’')
    .toLowerCase();

/**
 * Lists the texts that these words cite: « décret n° 82-62 » is not cited by « décret n° 82-624 ».
 */
export function citedIn(words: string, texts: readonly string[]): string[] {
  if (texts.length === 0) return [];
  const within = plain(words);
  return texts.filter((text) => {
    const cited = plain(text);
    for (let at = within.indexOf(cited); at >= 0; at = within.indexOf(cited, at + 1))
      if (!/[\p{L}\p{N}-]/u.test(within.charAt(at + cited.length))) return true;
    return false;
  });
}
