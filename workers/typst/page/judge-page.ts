import { contradictionsIn, type SeenLine } from '#domain/act/contradictions.ts';
import type { ActFrame, ActMention } from '#domain/act/frame.ts';
import { addressFaults } from './address-faults.ts';
import { drawingFaults, isCrossed, overprinted } from './drawing-faults.ts';
import { type Box, contains, intersection, overlaps, TOLERANCE } from './geometry.ts';
import { seenLines } from './lines.ts';
import type { PageLink } from './read-links.ts';
import type { DrawnPage, FillMark, Mark, TextMark } from './read-marks.ts';

/** What is wrong on a drawn page, with the words it is about. */
export interface PageFault {
  readonly code: 'mention' | 'outside' | 'small' | 'pale' | 'covered' | 'cut' | 'drawing' | 'contradiction';
  readonly words: string;
  readonly page: number;
}

/** What a page is read against. */
export interface PageTerms {
  readonly frame: ActFrame;
  readonly agent: { readonly firstName: string; readonly lastName: string };
}

/** In points. A raised or lowered letter or two may be smaller. */
const LEGIBLE = 8;
const LEGIBLE_RAISED = 6;
const RAISED_LENGTH = 3;
/** WCAG 2.2, 1.4.3. */
const CONTRAST = 4.5;
const MAX_FAULTS = 20;

/** Whether the pages bear the mentions of the frame, seen, and nothing against them. Nothing when they do. */
export function judgePages(
  pages: readonly DrawnPage[],
  links: readonly PageLink[],
  { frame, agent }: PageTerms,
): PageFault[] {
  const faults: PageFault[] = [];
  const texts = (page: DrawnPage) => page.marks.filter((mark): mark is TextMark => mark.kind === 'text');
  faults.push(
    ...mentionFaults(
      pages.map((page) => texts(page).filter(({ body }) => !body)),
      frame,
    ),
  );
  faults.push(...linkFaults(pages, links, frame), ...addressFaults(pages, links));
  for (const [index, page] of pages.entries()) {
    const found = [...placeFaults(page), ...sightFaults(page), ...drawingFaults(page)];
    faults.push(...found.map((fault) => ({ ...fault, page: index + 1 })));
  }
  const lines = pages.flatMap((page) => {
    const body = texts(page).filter(({ body }) => body);
    return body.length === 0 ? [] : seenLines(body);
  });
  // As drawn too: letters of two sentences could be woven into one line.
  const drawn = pages.map((page) => ({
    text: texts(page)
      .filter(({ body }) => body)
      .map(({ text }) => text)
      .join(' '),
    alone: false,
  }));
  const found = [[...visasIn(frame), ...lines], drawn, ...analystsWords(frame)].flatMap((seen) =>
    contradictionsIn(seen, agent),
  );
  for (const words of new Set(found)) faults.push({ code: 'contradiction', words, page: 0 });
  return faults.slice(0, MAX_FAULTS);
}

/** What the frame draws is the portal's, but for these, which come from the texts of the circuit. */
const ANALYSTS = new Set<ActMention>(['title', 'appeal', 'ampliations']);
const analystsWords = ({ head, tail }: ActFrame): SeenLine[][] =>
  [...head, ...tail]
    .filter(({ mention }) => ANALYSTS.has(mention))
    .map(({ text }) => text.split('\n'))
    .map((lines) => lines.map((text) => ({ text, alone: lines.length > 1 })));

/** Words of the circuit too, each within its paragraph, that the text goes on from. */
const visasIn = ({ head }: ActFrame): SeenLine[] =>
  head.filter(({ mention }) => mention === 'visa').map(({ text }) => ({ text, alone: false }));

/** Mentions drawn as a list, each after its dash. */
const LISTED = new Set<ActMention>(['effects', 'ampliations']);

/** A fault on one page. */
export type Found = Omit<PageFault, 'page'>;

/** Letters in one piece: how they are spaced, broken into lines and joined says nothing. */
const letters = (text: string): string => text.normalize('NFKC').replace(/[\s\p{Cf}]/gu, '');

/** A part of a text in one piece, as the text was written. */
function wordsOf(text: string, from: number, to: number): string {
  let at = 0;
  let words = '';
  for (const character of text) {
    if (at >= to) break;
    if (at >= from) words += character;
    at += letters(character).length;
  }
  return words.replace(/\s+/g, ' ').trim();
}

/** Outside the block of the text stand the words of the frame, all of them, in their order, and no others. */
function mentionFaults(pages: readonly (readonly TextMark[])[], frame: ActFrame): PageFault[] {
  const faults: PageFault[] = [];
  let drawn = '';
  const between: [whole: string, start: number, end: number][] = [];
  const starts: number[] = [];
  for (const [index, marks] of pages.entries()) {
    const page = index + 1;
    const whole = marks.map((mark) => mark.text).join(' ');
    const text = letters(whole);
    const header = letters(frame.header);
    const footer = letters(`${frame.footer}Page ${page} sur ${pages.length}`);
    if (!text.startsWith(header)) faults.push({ code: 'mention', words: frame.header, page });
    if (!text.endsWith(footer)) faults.push({ code: 'mention', words: `Page ${page} sur ${pages.length}`, page });
    const start = text.startsWith(header) ? header.length : 0;
    const end = text.endsWith(footer) ? text.length - footer.length : text.length;
    starts.push(drawn.length);
    drawn += text.slice(start, end);
    between.push([whole, start, end]);
  }
  const written = () => between.map((part) => `${wordsOf(...part)} `).join('');
  const pageAt = (at: number) => starts.findLastIndex((start) => start <= at) + 1;
  let at = 0;
  for (const { mention, text } of [...frame.head, ...frame.tail]) {
    const words = letters(LISTED.has(mention) ? `–${text}` : text);
    const found = drawn.indexOf(words, at);
    if (found < 0) faults.push({ code: 'mention', words: text, page: pageAt(at) });
    else {
      if (found > at) faults.push({ code: 'outside', words: wordsOf(written(), at, found), page: pageAt(at) });
      at = found + words.length;
    }
  }
  if (at < drawn.length && faults.length === 0)
    faults.push({ code: 'outside', words: wordsOf(written(), at, drawn.length), page: pageAt(at) });
  return faults;
}

/** The text of the template holds in one block a page, away from the frame. */
function placeFaults({ bodies, marks, width, height }: DrawnPage): Found[] {
  const [body, ...others] = bodies;
  const faults: Found[] = others.map(() => ({ code: 'outside', words: '' }));
  const page: Box = { left: 0, bottom: 0, right: width, top: height };
  for (const mark of marks) {
    if (mark.kind !== 'text' || mark.text.trim() === '') continue;
    if (!contains(page, mark.box)) faults.push({ code: 'cut', words: mark.text });
    else if (!mark.body && body && overlaps(body, mark.box)) faults.push({ code: 'covered', words: mark.text });
  }
  return faults;
}

/** Only the frame's own address can be clicked outside the block of the text. */
const linkFaults = (pages: readonly DrawnPage[], links: readonly PageLink[], { url }: ActFrame): PageFault[] =>
  links
    .filter(({ page, box, address }) => {
      const body = pages[page - 1]?.bodies[0];
      return !(url !== null && address === url) && !(body && contains(body, box));
    })
    .map(({ page, address }) => ({ code: 'outside', words: address, page }));

/** Every letter is seen: upright, large enough, dark enough on what lies under it, under nothing, cut by nothing, on no other. */
function sightFaults({ marks }: DrawnPage): Found[] {
  const letters = marks.filter((mark): mark is TextMark => mark.kind === 'text' && mark.text.trim() !== '');
  const faults: Found[] = overprinted(letters).map((words) => ({ code: 'covered', words }));
  for (const [index, mark] of marks.entries()) {
    if (mark.kind !== 'text' || mark.text.trim() === '') continue;
    const words = mark.text.trim();
    const smallest = mark.body && words.length <= RAISED_LENGTH ? LEGIBLE_RAISED : LEGIBLE;
    if (mark.size < smallest - 0.01 || /[\ufffd\p{Co}\p{Cn}]/u.test(words)) faults.push({ code: 'small', words });
    else if (!isDark(mark, marks.slice(0, index))) faults.push({ code: 'pale', words });
    else if (marks.slice(index + 1).some((later) => hides(later, mark))) faults.push({ code: 'covered', words });
    else if (isCrossed(mark, inked(mark.box), marks)) faults.push({ code: 'covered', words });
    else if (!contains(mark.clip, inked(mark.box))) faults.push({ code: 'cut', words });
  }
  return faults;
}

/** Letters keep clear of the sides of a box by less than their own height. */
const inked = ({ left, bottom, right, top }: Box): Box => {
  const inset = (top - bottom) * 0.2;
  return { left: left + TOLERANCE, bottom: bottom + inset, right: right - TOLERANCE, top: top - inset };
};

/** What of a box is left by what cuts it. */
const seen = ({ box, clip }: Mark): Box => intersection(box, clip);

const hides = (mark: Mark, text: TextMark): boolean =>
  (mark.kind === 'fill' || mark.kind === 'other') && overlaps(seen(mark), inked(text.box));

/** Dark on each surface under it, down to one that bears all of it, or to the paper. */
function isDark(text: TextMark, before: readonly Mark[]): boolean {
  if (text.colour === null) return false;
  const under = before.filter((mark): mark is FillMark => mark.kind === 'fill' && overlaps(seen(mark), text.box));
  for (const { colour, ...mark } of under.toReversed()) {
    if (colour === null || contrast(text.colour, colour) < CONTRAST) return false;
    if (contains(seen({ colour, ...mark }), inked(text.box))) return true;
  }
  return contrast(text.colour, '#ffffff') >= CONTRAST;
}

/** Ratio of two colours « #rrggbb », from 1 to 21 (WCAG 2.2). */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
