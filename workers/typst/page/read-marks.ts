import { getResolvedPDFJS } from 'unpdf';
import { type Box, boxOf, grown, IDENTITY, intersection, isStraight, type Matrix, times } from './geometry.ts';
import { BODY_SIDES } from './layout.ts';

interface Drawn {
  readonly box: Box;
  /** Whether it stands in the block that holds the template's text. */
  readonly body: boolean;
  /** What cuts it. */
  readonly clip: Box;
}

/** A run of letters drawn at once. */
export interface TextMark extends Drawn {
  readonly kind: 'text';
  readonly text: string;
  /** Height of the font on the page, in points; 0 when it is not drawn upright and plainly. */
  readonly size: number;
  /** « #rrggbb »; null when it is no plain, opaque colour. */
  readonly colour: string | null;
  readonly baseline: number;
}

/** A surface, or a line thick enough to hide what is under it. */
export interface FillMark extends Drawn {
  readonly kind: 'fill';
  readonly colour: string | null;
}

/** A thin line. */
export interface LineMark extends Drawn {
  readonly kind: 'line';
  readonly colour: string | null;
}

/** Whatever is not text in a plain colour, a straight rule or a plain rectangle: nobody could say what it shows. */
export interface OtherMark extends Drawn {
  readonly kind: 'other';
  readonly what: string;
}

export type Mark = TextMark | FillMark | LineMark | OtherMark;

export interface DrawnPage {
  readonly width: number;
  readonly height: number;
  /** In the order of the drawing: a later one is over an earlier one. */
  readonly marks: readonly Mark[];
  /** The blocks of the template's text: one at most. */
  readonly bodies: readonly Box[];
}

const MAX_PAGES = 60;
/** Thinner, a line hides no letter. In points. */
const THIN = 1.5;
/** Letters drawn back over those before them, by more than this part of their size, are not read one by one. */
const CROWDED = 0.25;
const NO_CUT: Box = { left: -1e6, bottom: -1e6, right: 1e6, top: 1e6 };

interface State {
  ctm: Matrix;
  clip: Box;
  body: boolean;
  fill: string | null;
  stroke: string | null;
  fillAlpha: number;
  strokeAlpha: number;
  lineWidth: number;
  dashed: boolean;
  plain: boolean;
  fontSize: number;
  mode: number;
  charSpacing: number;
  wordSpacing: number;
  scale: number;
  rise: number;
}

/** Reads what the bytes of a PDF draw, page by page: what, where, how large, in which colour. */
export async function readMarks(pdf: Uint8Array): Promise<DrawnPage[]> {
  const document = await openDocument(pdf);
  try {
    if (document.numPages > MAX_PAGES) throw new Error(`an act has ${MAX_PAGES} pages at most`);
    const pages: DrawnPage[] = [];
    for (let number = 1; number <= document.numPages; number++) pages.push(await readPage(document, number));
    return pages;
  } finally {
    await document.loadingTask.destroy();
  }
}

/**
 * A browser that has the fonts of a page and paints nothing. Without one, pdf.js works out the outline of every letter, to
 * paint it by itself: nearly half of what a reading costs.
 */
class UnpaintedFont {
  readonly loaded = Promise.resolve(this);
}
const UNPAINTED = { fonts: new Set<UnpaintedFont>() } as unknown as HTMLDocument;
Object.assign(globalThis, { FontFace: UnpaintedFont });

async function openDocument(pdf: Uint8Array) {
  const { getDocument } = await getResolvedPDFJS();
  return getDocument({
    data: new Uint8Array(pdf),
    verbosity: 0,
    stopAtErrors: true,
    disableFontFace: false,
    ownerDocument: UNPAINTED,
    useSystemFonts: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
  }).promise;
}

type Document = Awaited<ReturnType<typeof openDocument>>;

async function readPage(document: Document, number: number): Promise<DrawnPage> {
  const page = await document.getPage(number);
  const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
  const { fnArray, argsArray } = await page.getOperatorList();
  const reader = new MarkReader(await operatorNames());
  for (const [index, operator] of fnArray.entries()) reader.take(operator, argsArray[index] ?? []);
  return {
    width: right - left,
    height: top - bottom,
    marks: reader.marks,
    bodies: reader.bodies,
  };
}

let names: Promise<ReadonlyMap<number, string>> | undefined;
const operatorNames = (): Promise<ReadonlyMap<number, string>> => {
  names ??= getResolvedPDFJS().then(
    ({ OPS }) => new Map(Object.entries(OPS as Record<string, number>).map(([name, code]) => [code, name])),
  );
  return names;
};

/** Operators that draw nothing and change nothing that is read here. */
const SILENT = new Set([
  'dependency',
  'beginMarkedContent',
  'endMarkedContent',
  'markPoint',
  'markPointProps',
  'beginText',
  'endText',
  'setLineCap',
  'setLineJoin',
  'setMiterLimit',
  'setRenderingIntent',
  'setFlatness',
  'setLeading',
]);
const FILLS = new Set(['fill', 'eoFill', 'fillStroke', 'eoFillStroke', 'closeFillStroke', 'closeEOFillStroke']);
const STROKES = new Set(['stroke', 'closeStroke']);

class MarkReader {
  readonly marks: Mark[] = [];
  readonly bodies: Box[] = [];
  readonly #names: ReadonlyMap<number, string>;
  readonly #stack: State[] = [];
  #state: State = {
    ctm: IDENTITY,
    clip: NO_CUT,
    body: false,
    fill: '#000000',
    stroke: '#000000',
    fillAlpha: 1,
    strokeAlpha: 1,
    lineWidth: 1,
    dashed: false,
    plain: true,
    fontSize: 0,
    mode: 0,
    charSpacing: 0,
    wordSpacing: 0,
    scale: 1,
    rise: 0,
  };
  #text: Matrix = IDENTITY;
  #line: Matrix = IDENTITY;
  #clips = false;

  constructor(names: ReadonlyMap<number, string>) {
    this.#names = names;
  }

  // biome-ignore lint/suspicious/noExplicitAny: the arguments of an operator are what pdf.js says they are
  take(operator: number, args: any): void {
    const name = this.#names.get(operator) ?? String(operator);
    const state = this.#state;
    if (SILENT.has(name)) return;
    switch (name) {
      case 'save':
        this.#stack.push({ ...state });
        return;
      case 'restore':
        this.#state = this.#stack.pop() ?? state;
        return;
      case 'beginMarkedContentProps':
        // A layer that can be hidden.
        if (args[0] === 'OC') this.#other('layer', NO_CUT);
        return;
      case 'transform':
        state.ctm = times(state.ctm, args);
        return;
      case 'setGState':
        for (const [key, value] of args[0]) this.#graphics(key, value);
        return;
      case 'setFillRGBColor':
        state.fill = String(args[0]);
        return;
      case 'setStrokeRGBColor':
        state.stroke = String(args[0]);
        return;
      case 'setFillColorN':
        state.fill = null;
        return;
      case 'setStrokeColorN':
        state.stroke = null;
        return;
      case 'setLineWidth':
        state.lineWidth = args[0];
        return;
      case 'setDash':
        state.dashed = args[0].length > 0;
        return;
      case 'setFont':
        state.fontSize = args[1];
        return;
      case 'setTextRenderingMode':
        state.mode = args[0];
        return;
      case 'setCharSpacing':
        state.charSpacing = args[0];
        return;
      case 'setWordSpacing':
        state.wordSpacing = args[0];
        return;
      case 'setHScale':
        state.scale = args[0] / 100;
        return;
      case 'setTextRise':
        state.rise = args[0];
        return;
      case 'setTextMatrix':
        this.#line = Array.from<number>(args[0]) as unknown as Matrix;
        this.#text = this.#line;
        return;
      case 'moveText':
        this.#line = times(this.#line, [1, 0, 0, 1, args[0], args[1]]);
        this.#text = this.#line;
        return;
      case 'showText':
        this.#show(args[0]);
        return;
      case 'clip':
      case 'eoClip':
        this.#clips = true;
        return;
      case 'constructPath':
        this.#path(this.#names.get(args[0]) ?? '', args[1]?.[0] ?? null, args[2] ?? null);
        return;
      default:
        this.#other(name, NO_CUT);
    }
  }

  #graphics(key: string, value: unknown): void {
    if (key === 'ca') this.#state.fillAlpha = Number(value);
    else if (key === 'CA') this.#state.strokeAlpha = Number(value);
    else if (key === 'LW') this.#state.lineWidth = Number(value);
    else if (key === 'D') this.#state.dashed = (value as readonly [readonly number[], number])[0].length > 0;
    else if (key === 'BM') this.#state.plain &&= value === 'source-over';
    else if (key === 'SMask') this.#state.plain &&= value === false;
    else if (!['LC', 'LJ', 'ML', 'RI', 'FL', 'OP', 'op', 'OPM', 'SA', 'AIS'].includes(key)) this.#state.plain = false;
  }

  #other(what: string, box: Box): void {
    const { body, clip } = this.#state;
    this.marks.push({ kind: 'other', what, box, body, clip });
  }

  #show(
    glyphs: readonly (number | { readonly unicode?: string; readonly width?: number; readonly isSpace?: boolean })[],
  ) {
    const { ctm, fontSize, mode, fill, fillAlpha, plain, charSpacing, wordSpacing, scale, rise, body, clip } =
      this.#state;
    let advance = 0;
    let text = '';
    let isCrowded = charSpacing < -CROWDED * fontSize;
    for (const glyph of glyphs) {
      if (typeof glyph === 'number') {
        isCrowded ||= glyph > CROWDED * 1000;
        advance -= (glyph / 1000) * fontSize * scale;
        continue;
      }
      text += glyph.unicode ?? '\ufffd';
      const spacing = charSpacing + (glyph.isSpace ? wordSpacing : 0);
      advance += (((glyph.width ?? 0) / 1000) * fontSize + spacing) * scale;
    }
    const placed = times(ctm, this.#text);
    const [a, b, c, d] = placed;
    const height = Math.hypot(c, d);
    const upright = a > 0 && Math.abs(b) + Math.abs(c) < 1e-3 && Math.abs(Math.abs(d) - a) < a * 0.02 && d > 0;
    const box = boxOf([0, rise - fontSize * 0.22, advance, rise + fontSize * 0.68], placed);
    this.marks.push({
      kind: 'text',
      text,
      box,
      body,
      clip,
      size: upright && mode === 0 && !isCrowded ? fontSize * height : 0,
      colour: plain && fillAlpha === 1 ? fill : null,
      baseline: placed[5] + rise * d,
    });
    this.#text = times(this.#text, [1, 0, 0, 1, advance, 0]);
  }

  #path(paint: string, data: ArrayLike<number> | null, bounds: ArrayLike<number> | null): void {
    const state = this.#state;
    const clips = this.#clips;
    this.#clips = false;
    if (data === null || bounds === null) return;
    const box = boxOf(bounds, state.ctm);
    const straight = isStraight(data, state.ctm);
    if (clips) this.#cut(box, straight);
    if (paint === 'endPath') return;
    const { body, clip, ctm, plain } = state;
    if (!straight || !plain) {
      this.#other('shape', box);
      return;
    }
    if (STROKES.has(paint)) {
      // Dashes one under the other are a picture.
      if (state.dashed) {
        this.#other('dashes', box);
        return;
      }
      const width = state.lineWidth * Math.hypot(ctm[0], ctm[1]);
      const colour = state.strokeAlpha === 1 ? state.stroke : null;
      const drawn = { box: grown(box, width / 2), body, clip };
      if (width <= THIN) this.marks.push({ kind: 'line', colour, ...drawn });
      else this.marks.push({ kind: 'fill', colour, ...drawn });
      return;
    }
    if (!FILLS.has(paint)) {
      this.#other(paint, box);
      return;
    }
    this.marks.push({ kind: 'fill', colour: state.fillAlpha === 1 ? state.fill : null, box, body, clip });
  }

  /** The first cut of a page's own drawing that has the sides of the block is the block. */
  #cut(box: Box, straight: boolean): void {
    const state = this.#state;
    const { left, right } = BODY_SIDES;
    if (
      !state.body &&
      this.#stack.length === 1 &&
      Math.abs(box.left - left) < 0.1 &&
      Math.abs(box.right - right) < 0.1
    ) {
      state.body = true;
      this.bodies.push(box);
    }
    if (!straight) this.#other('clip', box);
    state.clip = intersection(state.clip, box);
  }
}
