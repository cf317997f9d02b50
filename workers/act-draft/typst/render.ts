import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ActData } from '../../../domain/act/act.ts';
import { type CompilerLimits, CompilerProcess } from './compiler-process.ts';
import { ActTemplateError } from './error.ts';
import { findBadLinks, findBadNames, findForbidden } from './guard.ts';

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
  close(): Promise<void>;
};

export type ActRendererOptions = Partial<CompilerLimits> &
  ({ /** Folder of the shared files. */ sharedDir: string } | { files: SharedFiles });

const DEFAULT_LIMITS: CompilerLimits = { timeLimitMs: 5_000, memoryLimitBytes: 1_024 * 1_024 * 1_024 };

/** Within which a template that is only tried has to give a page. */
const TRIAL_LIMIT_MS = 4_000;

/** Makes a renderer. Nothing starts before the first act. */
export function createActRenderer(options: ActRendererOptions): ActRenderer {
  const compiler = new CompilerProcess({
    timeLimitMs: options.timeLimitMs ?? DEFAULT_LIMITS.timeLimitMs,
    memoryLimitBytes: options.memoryLimitBytes ?? DEFAULT_LIMITS.memoryLimitBytes,
  });
  let ownFiles: Promise<SharedFiles> | undefined;
  const sharedFiles = (): Promise<SharedFiles> => {
    ownFiles ??= 'files' in options ? Promise.resolve(options.files) : readSharedFiles(options.sharedDir);
    return ownFiles;
  };

  return {
    async render({ template, shared, data }) {
      const files = new Map<string, Uint8Array>(shared ?? (await sharedFiles()));
      const json = JSON.stringify(data);
      const forbidden = [...findBadNames(files.keys()), ...findForbidden('act.typ', template)];
      for (const [name, bytes] of files) {
        if (name.endsWith('.typ')) forbidden.push(...findForbidden(name, new TextDecoder().decode(bytes)));
      }
      if (forbidden.length > 0) throw new ActTemplateError(forbidden);
      files.set('act.typ', Buffer.from(template));
      files.set('data.json', Buffer.from(json));
      const pdf = await compiler.compile(files, noonOf(data.date));
      const badLinks = await findBadLinks(pdf, data.verification.url);
      if (badLinks.length > 0) throw new ActTemplateError(badLinks);
      return { pdf, sha256: createHash('sha256').update(pdf).digest('hex') };
    },
    close: () => compiler.close(),
  };
}

/** For templates that nobody vouches for: their own process, and half the memory. */
export const createTrialRenderer = (): ActRenderer =>
  createActRenderer({ files: new Map(), timeLimitMs: TRIAL_LIMIT_MS, memoryLimitBytes: 512 * 1_024 * 1_024 });

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
