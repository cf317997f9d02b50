import { type Box, contains, grown, overlaps } from './geometry.ts';
import type { Found } from './judge-page.ts';
import type { DrawnPage, FillMark, LineMark, Mark, TextMark } from './read-marks.ts';

/** In points. A rule is a line, or a surface no thicker than this; shorter than a word, it is letters' size. */
const RULE = 3;
const SHORT = 40;
/**
 * As many marks a page as tables, backgrounds and separations of an act need, too few to write a sentence with: what
 * underlines or strikes letters, and surfaces that bear some, are apart.
 */
const MOST = { short: 30, upright: 16, level: 80, surfaces: 200, signs: 40 } as const;
/** Of the lines that run along the same letters: one under them, one through them. */
const LINES_A_WORD = 2;

/** Signs that pictures are made of, one beside the other. A page of an act holds a few. */
const SIGNS = /(?![°©®№])[|_\\#*~^<>@\p{So}\p{Sk}]/gu;
/** Blocks, frames, braille, characters of nobody: pieces of pictures. What NFC leaves of accents strikes letters out. */
const PIECES = /[\u2300-\u23ff\u2500-\u259f\u2800-\u28ff\u{1fb00}-\u{1fbff}\p{Co}\p{M}]/u;

const wide = ({ box }: Mark): number => box.right - box.left;
const high = ({ box }: Mark): number => box.top - box.bottom;

/** In the block of the text: letters, straight rules, plain surfaces, of the shapes of tables. Anything else could write. */
export function drawingFaults({ marks }: DrawnPage): Found[] {
  const own = marks.filter(({ body }) => body);
  const texts = own.filter((mark): mark is TextMark => mark.kind === 'text' && mark.text.trim() !== '');
  const strange = own.find((mark) => mark.kind === 'other' || (mark.kind === 'fill' && mark.colour === null));
  if (strange) return [fault(strange.kind === 'other' ? strange.what : strange.kind)];
  const piece = texts.find(({ text }) => PIECES.test(text.normalize('NFC')));
  if (piece) return [fault(piece.text.trim())];
  const signs = texts.flatMap(({ text }) => text.match(SIGNS) ?? []);
  if (signs.length > MOST.signs) return [fault(signs.slice(0, 12).join(''))];
  return tooMany(own, texts);
}

const fault = (words: string): Found => ({ code: 'drawing', words });

function tooMany(own: readonly Mark[], texts: readonly TextMark[]): Found[] {
  const count = { short: 0, upright: 0, level: 0, surfaces: 0 };
  const along = new Map<TextMark, number>();
  for (const mark of own) {
    if (mark.kind !== 'line' && mark.kind !== 'fill') continue;
    const isRule = Math.min(wide(mark), high(mark)) <= RULE;
    const text = isRule ? texts.find((candidate) => runsAlong(mark, candidate.box)) : undefined;
    const lines = text === undefined ? 0 : (along.get(text) ?? 0) + 1;
    if (text && lines <= LINES_A_WORD) along.set(text, lines);
    else if (!isRule && texts.some(({ box }) => contains(mark.box, box))) count.surfaces += 1;
    else if (isRule && high(mark) > wide(mark)) count.upright += 1;
    else if (isRule && wide(mark) >= SHORT) count.level += 1;
    else count.short += 1;
  }
  const most = (['short', 'upright', 'level', 'surfaces'] as const).find((what) => count[what] > MOST[what]);
  return most === undefined ? [] : [fault(`${count[most]}`)];
}

/** Under, through or over letters, no longer than them: an underline, the bar of a fraction. */
const runsAlong = (mark: LineMark | FillMark, text: Box): boolean =>
  wide(mark) > high(mark) && contains(grown(text, 2), mark.box);

/**
 * Lines that cross letters hide them little by little: over a run of letters goes one at most, level, in their own colour.
 * @param letters where the ink of the run is
 */
export function isCrossed(text: TextMark, letters: Box, marks: readonly Mark[]): boolean {
  const crossing = marks.filter((mark): mark is LineMark => mark.kind === 'line' && overlaps(mark.box, letters));
  if (crossing.some((line) => line.colour !== text.colour || high(line) > wide(line))) return true;
  return crossing.some((one, index) =>
    crossing.slice(index + 1).some(({ box }) => one.box.left < box.right - 1 && box.left < one.box.right - 1),
  );
}

/** How far two runs of letters may stand on one another: in points, and as a part of their height. */
const TOUCH = { wide: 0.3, high: 0.3 } as const;

/** Runs of letters printed over others: each reads as one word and shows as another. The words of each. */
export function overprinted(texts: readonly TextMark[]): string[] {
  const found: string[] = [];
  const sorted = texts.toSorted((one, other) => one.box.bottom - other.box.bottom);
  for (const [index, one] of sorted.entries()) {
    for (let at = index + 1; at < sorted.length; at++) {
      const other = sorted[at];
      if (other === undefined || other.box.bottom >= one.box.top) break;
      const width = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const height = Math.min(one.box.top, other.box.top) - other.box.bottom;
      const least = Math.min(one.box.top - one.box.bottom, other.box.top - other.box.bottom);
      if (width > TOUCH.wide && height > TOUCH.high * least) found.push(`${one.text.trim()} ${other.text.trim()}`);
    }
  }
  return found;
}
