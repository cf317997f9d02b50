import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { documentIn } from '#prisma/documents/store.ts';
import { BackupFailure } from './failure.ts';
import { filesIn, inTurns, writeNew } from './files.ts';

const SHA256 = /^[0-9a-f]{64}$/;

/** What became of the documents of a data folder. */
export interface CopiedDocuments {
  /** Bytes of each, by its digest. */
  readonly known: Map<string, number>;
  /** Copied now; the others were there from a former backup. */
  copied: number;
  /** Digests of those whose bytes are not what their name says. */
  readonly damaged: Set<string>;
}

/** The digests of a folder of documents, a part of them at a time: there may be millions. */
export async function* digestsIn(folder: string): AsyncGenerator<string[]> {
  for (const part of (await readdir(folder).catch(() => [])).sort())
    yield (await filesIn(path.join(folder, part)))
      .map((file) => path.basename(file))
      .filter((name) => SHA256.test(name));
}

/** Copies what the other folder does not have yet. To be called again with the same `into` for what came meanwhile. */
export async function copyDocuments(
  from: string,
  to: string,
  into: CopiedDocuments = { known: new Map(), copied: 0, damaged: new Set() },
): Promise<CopiedDocuments> {
  for await (const digests of digestsIn(from)) {
    const unknown = digests.filter((sha256) => !into.known.has(sha256) && !into.damaged.has(sha256));
    await inTurns(unknown, async (sha256) => {
      const source = documentIn(from, sha256);
      const found = await stat(source).catch(() => undefined);
      // Housekeeping took it: nothing refers to it.
      if (found === undefined) return;
      const target = documentIn(to, sha256);
      const there = await stat(target).catch(() => undefined);
      if (there?.size !== found.size) {
        try {
          if (!(await copyDocument(source, target, sha256))) {
            into.damaged.add(sha256);
            return;
          }
        } catch (error) {
          if ((await stat(source).catch(() => undefined)) === undefined) return;
          throw error;
        }
        into.copied += 1;
      }
      into.known.set(sha256, found.size);
    });
  }
  return into;
}

/** Whole or not at all; false when its bytes are not those of its name. */
export async function copyDocument(source: string, target: string, sha256: string): Promise<boolean> {
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  const draft = `${target}.${randomUUID()}`;
  try {
    const written = await writeNew(draft, createReadStream(source));
    if (written.sha256 !== sha256) return false;
    await rename(draft, target);
    return true;
  } finally {
    await rm(draft, { force: true });
  }
}

/** The list that a backup keeps of its documents. */
export const documentList = ({ known }: CopiedDocuments): string =>
  [...known]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([sha256, size]) => `${sha256} ${size}\n`)
    .join('');

/** Reads such a list. @throws {BackupFailure} */
export function readDocumentList(text: string): Map<string, number> {
  const documents = new Map<string, number>();
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const [sha256 = '', size = ''] = line.split(' ');
    if (!SHA256.test(sha256) || !/^\d+$/.test(size))
      throw new BackupFailure('The list of documents is not as it was written.');
    documents.set(sha256, Number(size));
  }
  return documents;
}
