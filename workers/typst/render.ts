import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ActData } from '#domain/act/act.ts';
import { actFrame } from '#domain/act/frame.ts';
import { linesOf, type ReceiptPage } from '#domain/request/receipt.ts';
import type { CompilerLimits } from './compiler-process.ts';
import { Compilers } from './compilers.ts';
import { ActTemplateError } from './error.ts';
import { findBadNames, findForbidden } from './guard.ts';
import type { PageTerms } from './page/judge-page.ts';
import { LAYOUT } from './page/layout.ts';

export { ActTemplateError } from './error.ts';

/** Files that every template may import, by name: `letterhead.typ`… */
export type SharedFiles = ReadonlyMap<string, Uint8Array>;

/** What to draw: the source of an `act.typ`, the shared files (the renderer's own when absent) and the act's data. */
export type ActDrawing = { template: string; shared?: SharedFiles; data: ActData };

/** A drawn act. The same drawing always gives the same bytes. */
export type DrawnAct = { pdf: Uint8Array; sha256: string };

/** Draws acts, one after the other, in a process that cannot reach the network nor the machine's files. */
export type ActRenderer = {
  /** @throws {ActTemplateError} when the template, or what it makes of the data, is at fault */
  render(drawing: ActDrawing): Promise<DrawnAct>;
  /**
   * The visas that a template begins with, each without its « Vu »: what the portal draws for it, with those of the power to sign
   * in their place. Null where the template draws its own: it has none by `vus`, some are more than words, or it is at fault.
   */
  visas(drawing: ActDrawing): Promise<readonly string[] | null>;
  /**
   * Reads a drawn act again. What this renderer drew or read before is not read twice.
   * @throws {ActTemplateError} when its pages do not bear the mentions of that act, or hold what speaks against them
   */
  readBack(act: { readonly pdf: Uint8Array; readonly data: ActData }): Promise<void>;
  /**
   * Draws the receipt of a request, and reads it back.
   * @throws {ActTemplateError} when its font does not draw what it says
   */
  receipt(page: ReceiptPage): Promise<DrawnAct>;
  /** Starts what draws before it is needed: the first signer waits for it otherwise. */
  warm(): void;
  close(): Promise<void>;
};

export type ActRendererOptions = Partial<CompilerLimits> &
  ({ /** Folder of the shared files. */ sharedDir: string } | { files: SharedFiles });

const DEFAULT_LIMITS: CompilerLimits = { timeLimitMs: 5_000, memoryLimitBytes: 1_024 * 1_024 * 1_024, isStrict: false };

/** How many drawn acts a renderer knows again: their digests are small. */
const MAX_REMEMBERED = 10_000;

/** The portal's own files. A circuit keeps the letterhead of its day: acts are drawn with the one of this release. */
const FRAME = new URL('./frame.typ', import.meta.url);
const LETTERHEAD = new URL('../../processes/_shared/letterhead.typ', import.meta.url);
let portalFiles: Promise<SharedFiles> | undefined;
const ownFiles = (): Promise<SharedFiles> => {
  portalFiles ??= Promise.all([readFile(FRAME), readFile(LETTERHEAD)]).then(
    ([frame, letterhead]) =>
      new Map([
        ['frame.typ', frame],
        ['letterhead.typ', letterhead],
      ]),
  );
  return portalFiles;
};

const RECEIPT = new URL('./receipt.typ', import.meta.url);
let receiptTemplate: Promise<Buffer> | undefined;

/** What a receipt is read against: it says its lines, in their order, and no others. */
const termsOfReceipt = (page: ReceiptPage): PageTerms => ({
  frame: {
    head: linesOf(page).map((text) => ({ mention: 'line', text })),
    tail: [],
    header: page.header,
    footer: page.footer,
    document: page.document,
    qrSvg: null,
    url: null,
  },
  agent: { firstName: '', lastName: '' },
});

/** What the pages of an act are read against. */
const termsOf = (data: ActData): PageTerms => ({
  frame: actFrame(data),
  agent: { firstName: data.agent.firstName, lastName: data.agent.lastName },
});

const sha256Of = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** These bytes, read against those terms. */
const readingOf = (sha256: string, terms: PageTerms): string => `${sha256} ${sha256Of(JSON.stringify(terms))}`;

/** Within which a template that is only tried has to give a page. */
const TRIAL_LIMIT_MS = 4_000;

/** Makes a renderer. Nothing starts before the first act. */
export function createActRenderer(options: ActRendererOptions): ActRenderer {
  const compiler = new Compilers({
    timeLimitMs: options.timeLimitMs ?? DEFAULT_LIMITS.timeLimitMs,
    memoryLimitBytes: options.memoryLimitBytes ?? DEFAULT_LIMITS.memoryLimitBytes,
    isStrict: options.isStrict ?? DEFAULT_LIMITS.isStrict,
  });
  let givenFiles: Promise<SharedFiles> | undefined;
  const sharedFiles = (): Promise<SharedFiles> => {
    givenFiles ??= 'files' in options ? Promise.resolve(options.files) : readSharedFiles(options.sharedDir);
    return givenFiles;
  };
  const read = new Set<string>();
  const remember = (reading: string): void => {
    if (read.size >= MAX_REMEMBERED) read.clear();
    read.add(reading);
  };

  const filesOf = async ({ template, shared, data }: ActDrawing): Promise<Map<string, Uint8Array>> => {
    const files = new Map<string, Uint8Array>(shared ?? (await sharedFiles()));
    const forbidden = [...findBadNames(files.keys()), ...findForbidden('act.typ', template)];
    for (const [name, bytes] of files) {
      if (name.endsWith('.typ')) forbidden.push(...findForbidden(name, new TextDecoder().decode(bytes)));
    }
    if (forbidden.length > 0) throw new ActTemplateError(forbidden);
    for (const [name, bytes] of await ownFiles()) files.set(name, bytes);
    files.set('act.typ', Buffer.from(template));
    files.set('data.json', Buffer.from(JSON.stringify(data)));
    files.set('frame.json', Buffer.from(JSON.stringify({ ...actFrame(data), layout: { ...LAYOUT, onePage: true } })));
    return files;
  };

  return {
    async render(drawing) {
      const { data } = drawing;
      const files = await filesOf(drawing);
      const terms = termsOf(data);
      const pdf = await compiler.compile(files, noonOf(data.date), terms);
      const sha256 = sha256Of(pdf);
      remember(readingOf(sha256, terms));
      return { pdf, sha256 };
    },
    async visas(drawing) {
      try {
        return await compiler.visasOf(await filesOf(drawing));
      } catch (error) {
        // It is said when the act is drawn.
        if (error instanceof ActTemplateError) return null;
        throw error;
      }
    },
    async readBack({ pdf, data }) {
      const terms = termsOf(data);
      const reading = readingOf(sha256Of(pdf), terms);
      if (read.has(reading)) return;
      await compiler.readBack(pdf, terms);
      remember(reading);
    },
    async receipt(page) {
      receiptTemplate ??= readFile(RECEIPT);
      const files = new Map<string, Uint8Array>([
        ['frame.typ', await receiptTemplate],
        ['frame.json', Buffer.from(JSON.stringify(page))],
      ]);
      const pdf = await compiler.compile(files, noonOf(page.document.date), termsOfReceipt(page));
      return { pdf, sha256: sha256Of(pdf) };
    },
    warm: () => compiler.warm(),
    close: () => compiler.close(),
  };
}

/** For templates that nobody vouches for: their own process, half the memory, and no act that some could not read. */
export const createTrialRenderer = (): ActRenderer =>
  createActRenderer({
    files: new Map(),
    ...{ timeLimitMs: TRIAL_LIMIT_MS, memoryLimitBytes: 512 * 1_024 * 1_024, isStrict: true },
  });

/** The instant written in the PDF's metadata: the act's own day, so that nothing depends on the clock. */
function noonOf(date: string): number {
  const milliseconds = Date.parse(`${date}T12:00:00Z`);
  if (Number.isNaN(milliseconds)) {
    throw new ActTemplateError([
      { file: 'data.json', line: null, column: null, message: `the date of the act is not a day: ${date}` },
    ]);
  }
  return milliseconds / 1000;
}

/** Reads the files templates share. */
export async function readSharedFiles(folder: string): Promise<SharedFiles> {
  const names = (await readdir(folder, { withFileTypes: true })).filter(
    (entry) => entry.isFile() && entry.name.endsWith('.typ'),
  );
  return new Map(await Promise.all(names.map(async ({ name }) => [name, await readFile(join(folder, name))] as const)));
}
