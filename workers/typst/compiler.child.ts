/**
 * Typst in a process of its own. A template comes from an analyst: it may loop or swell, and a thread stuck in
 * native code cannot be stopped, a process can. Its parent gives the environment (no network, no fonts of the machine).
 */
import { flushCompileCache } from 'node:module';
import { Worker } from 'node:worker_threads';
import { NodeCompiler, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler';
import { claimAccessible } from './claims.ts';
import type { TemplateFault } from './error.ts';
import { LINKS } from './guard.ts';
import { judgePages, type PageTerms } from './page/judge-page.ts';
import { readLinks } from './page/read-links.ts';
import { readMarks } from './page/read-marks.ts';
import { structureOf } from './structure.ts';

type Files = Map<string, Uint8Array>;
/**
 * An act to draw (files by name, the date to write in the PDF, in seconds, and whether a template is refused that gives no PDF
 * for all to read) or one that is drawn, and how to read it; or a template whose visas are asked for.
 */
export type CompileWork =
  | { terms: PageTerms; draw: { files: Files; timestamp: number; isStrict: boolean } }
  | { terms: PageTerms; pdf: Uint8Array }
  | { visasOf: Files };
export type CompileRequest = { id: number } & CompileWork;
/** What it gets back. */
export type CompileReply = { id: number; pdf?: Uint8Array; faults?: TemplateFault[]; visas?: readonly string[] | null };

/** Words quoted in a fault. */
const MAX_WORDS = 120;
/** No folder of the machine: nothing can exist below it, so that only the files given can be read. */
const ROOT = '/dev/null/act';
/** The frame, which includes `act.typ`. */
const MAIN = 'frame.typ';
const ERROR_SEVERITY = 1;

type Diagnostic = {
  message: string;
  path: string;
  severity: number;
  range: { start: { line: number; character: number } } | null;
};

/** Processor time (ms) at which the compilation under way began; 0 between two. */
const began = new Float64Array(new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT));

// Runs beside the compiler, which holds the main thread: ends the process if it swells, if it takes too much processor
// time (a machine that is busy with something else makes no template late), or if its parent has died.
new Worker(
  `const { began } = require('node:worker_threads').workerData;
   const maxBytes = Number(process.env.ACT_MEMORY_LIMIT), maxMs = Number(process.env.ACT_TIME_LIMIT), parent = process.ppid;
   const end = (signal) => process.kill(process.pid, signal);
   setInterval(() => {
     const { user, system } = process.cpuUsage();
     if (process.memoryUsage.rss() > maxBytes || process.ppid !== parent) end('SIGKILL');
     else if (began[0] > 0 && (user + system) / 1000 - began[0] > maxMs) end('SIGXCPU');
   }, 50);`,
  { eval: true, workerData: { began } },
).unref();

const compiler = NodeCompiler.create({ workspace: ROOT });

/** What the frame trips over is the template that it holds. */
const placeOf = (file: string, range: Diagnostic['range']): Pick<TemplateFault, 'file' | 'line' | 'column'> =>
  file === MAIN
    ? { file: 'act.typ', line: null, column: null }
    : { file, line: range ? range.start.line + 1 : null, column: range ? range.start.character + 1 : null };

function toFaults(diagnostics: Diagnostic[]): TemplateFault[] {
  return diagnostics.map(({ message, path, range }) => ({
    ...placeOf(path.startsWith(`${ROOT}/`) ? path.slice(ROOT.length + 1) : 'act.typ', range),
    message: message.replaceAll(`${ROOT}/`, ''),
  }));
}

type Draw = Extract<CompileWork, { draw: unknown }>['draw'];

const typeset = () => compiler.compile({ mainFilePath: `${ROOT}/${MAIN}`, resetRead: true });

/** Where the frame says that something stands: the page, and how far down it, in points. */
interface Place {
  readonly what: 'text' | 'author';
  readonly page: number;
  readonly y: number;
}

/** What goes with the author's block to its page: a heading and a few lines of the text. */
const TAKEN_ALONG = 60;
const PAGE_HEIGHT = 841.89;
const BOTTOM = 48.19;

/**
 * Typesets as one page, which most acts are; and again as what it is where that is not enough. Once more where the author's
 * block would stand on a page without a word of the text: the end of the text is then kept off the page before.
 */
function typesetWhole(files: Draw['files']) {
  const asOnePage = typeset();
  if (!asOnePage.result || asOnePage.result.numOfPages === 1) return asOnePage;
  const { layout, ...frame } = JSON.parse(Buffer.from(files.get('frame.json') ?? []).toString());
  // A receipt has one form for any number of pages.
  if (!layout) return asOnePage;
  const laidOut = (change: object) => {
    compiler.mapShadow(
      `${ROOT}/frame.json`,
      Buffer.from(JSON.stringify({ ...frame, layout: { ...layout, onePage: false, ...change } })),
    );
    return typeset();
  };
  const first = laidOut({});
  const [text, author] = placesIn(first);
  if (!text || !author || author.page === text.page) return first;
  const height = PAGE_HEIGHT - BOTTOM - text.y + TAKEN_ALONG;
  const second = laidOut({ kept: { page: text.page, height } });
  const [endOfText, signed] = placesIn(second);
  return endOfText && signed && endOfText.page === signed.page ? second : first;
}

/** Where the text ends, and where its author stands. */
function placesIn({ result }: ReturnType<typeof typeset>): [Place | undefined, Place | undefined] {
  if (!result) return [undefined, undefined];
  const places: Place[] = compiler.query(result, { selector: '<lieux>', field: 'value' });
  return [places.findLast(({ what }) => what === 'text'), places.findLast(({ what }) => what === 'author')];
}

/** Structures that the compiler found accessible, by their digests. */
const accessible = new Set<string>();
const MAX_ACCESSIBLE = 10_000;

/**
 * The typeset document as PDF/A-2a and PDF/UA-1: the compiler checks both, and writes the marks of one. PDF/UA-1 asks for
 * more of the structure alone (titles and their order), so that it is checked once for each: a whole file is written to that end.
 * What it refuses as such is the PDF/A-2b that the templates of older circuits gave, and claims no more.
 */
function written(document: NodeTypstDocument, { timestamp, isStrict }: Draw): Uint8Array {
  const as = (pdfStandard: string): Uint8Array =>
    compiler.pdf(document, { pdfStandard, pdfTags: true, creationTimestamp: timestamp });
  let pdf: Uint8Array;
  try {
    pdf = as('a-2a');
    const structure = structureOf(pdf);
    if (!accessible.has(structure)) {
      as('ua-1');
      if (accessible.size >= MAX_ACCESSIBLE) accessible.clear();
      accessible.add(structure);
    }
  } catch (error) {
    if (isStrict) throw error;
    return as('a-2b');
  }
  return claimAccessible(pdf);
}

function place(files: Files): void {
  compiler.resetShadow();
  for (const [name, bytes] of files) compiler.mapShadow(`${ROOT}/${name}`, Buffer.from(bytes));
}

/** More than an act cites. */
const MAX_VISAS = 100;

/** The visas of a template, in plain words (letterhead.typ); null: it has none, or some that are more than words. */
function visasOf(files: Files): readonly string[] | null {
  place(files);
  const { result } = typeset();
  const found: unknown[] = result ? compiler.query(result, { selector: '<visas>', field: 'value' }) : [];
  const visas = found
    .filter((visa) => typeof visa === 'string' && visa.trim() !== '')
    .map((visa) => String(visa).trim());
  return visas.length > 0 && visas.length === found.length && visas.length <= MAX_VISAS ? visas : null;
}

function compile(draw: Draw): Omit<CompileReply, 'id'> {
  const { files } = draw;
  place(files);
  const compiled = typesetWhole(files);
  const failure = compiled.takeDiagnostics();
  if (compiled.hasError() || !compiled.result) {
    const all = failure ? (compiler.fetchDiagnostics(failure) as Diagnostic[]) : [];
    const errors = all.filter(({ severity }) => severity === ERROR_SEVERITY);
    return { faults: toFaults(errors.length > 0 ? errors : all) };
  }
  const warnings = compiled.takeWarnings();
  const unknownFonts = (warnings ? (compiler.fetchDiagnostics(warnings) as Diagnostic[]) : []).filter(({ message }) =>
    message.startsWith('unknown font family'),
  );
  if (unknownFonts.length > 0) return { faults: toFaults(unknownFonts) };
  try {
    return { pdf: written(compiled.result, draw) };
  } catch (error) {
    // The compiler puts the reason of an export fault in `code`.
    const reason = error instanceof Error ? String((error as { code?: unknown }).code ?? error.message) : String(error);
    return { faults: [{ file: 'act.typ', line: null, column: null, message: reason.replace(/^0: /, '') }] };
  }
}

/** Draws a page, then reads it as a PDF reader would. */
async function answer({ id, ...work }: CompileRequest): Promise<CompileReply> {
  if ('visasOf' in work) return { id, visas: visasOf(work.visasOf) };
  const drawn = 'draw' in work ? compile(work.draw) : { pdf: work.pdf };
  if (!drawn.pdf) return { id, ...drawn };
  const faults = await pageFaults(drawn.pdf, work.terms);
  return faults.length > 0 ? { id, faults } : { id, ...('draw' in work && { pdf: drawn.pdf }) };
}

async function pageFaults(pdf: Uint8Array, terms: PageTerms): Promise<TemplateFault[]> {
  const place = { file: 'act.typ', line: null, column: null };
  try {
    const { addresses, links } = await readLinks(pdf);
    const wrong = addresses.filter(
      (address) => address !== terms.frame.url && !/^(?:https:\/\/|mailto:)/i.test(address),
    );
    if (wrong.length > 0) return wrong.map(() => ({ ...place, message: LINKS, reason: { code: 'link' } }));
    return judgePages(await readMarks(pdf), links, terms).map(({ code, words, page }) => ({
      ...place,
      message: `page ${page}: ${code}: ${words}`,
      reason: { code: `page-${code}`, params: { page, words: words.slice(0, MAX_WORDS) } },
    }));
  } catch (error) {
    const words = error instanceof Error ? error.message.slice(0, MAX_WORDS) : '';
    return [{ ...place, message: words, reason: { code: 'page-drawing', params: { page: 0, words } } }];
  }
}

/** Where its parent has died, nobody is to be told so. */
const tell = (reply: CompileReply) => process.send?.(reply, () => {});

let answered = 0;
process.on('message', async (request: CompileRequest) => {
  const { user, system } = process.cpuUsage();
  began[0] = (user + system) / 1_000;
  const reply = await answer(request);
  began[0] = 0;
  tell(reply);
  // Typst memoises across documents: forget what the last ten acts did not use. To look for it costs as much after one as after five.
  answered += 1;
  if (answered % 5 === 0) compiler.evictCache(2);
});
process.on('disconnect', () => process.exit(0));
tell({ id: 0 });
// Kept now: at its end it is killed.
flushCompileCache();
