import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { RootFileSchema } from '#application/evidence/root-file.ts';
import type { RootFile } from '#domain/evidence/daily-root.ts';
import type { Tx } from '#prisma/client.ts';
import type { DocumentStore } from '#prisma/documents/store.ts';
import { rootsAfter } from '#prisma/repositories/administration/daily-roots.ts';
import { inWords } from '../in-words.ts';

const decompress = promisify(gunzip);
const NAME = /^\d{4}-\d{2}-\d{2}-[0-9a-f]{8}\.json\.gz$/;
const PAGE = 100;
/** A million chains: a file that says more is none of ours. */
const MAX_BYTES = 256 * 1024 * 1024;

/** The roots that were written in a folder, in the order in which they were made; files of other names are left alone. */
export async function* rootsIn(folder: string): AsyncGenerator<RootFile> {
  const entries = await readdir(folder).catch((cause: unknown) => {
    throw new Error(`${folder} cannot be read: ${inWords(cause)}`, { cause });
  });
  const names = entries.filter((name) => NAME.test(name)).sort();
  // Two of one day are of before and after a restored backup: by when they were made.
  for (const [, ofDay] of Map.groupBy(names, (name) => name.slice(0, 10))) {
    const files = await Promise.all((ofDay ?? []).map((name) => readRootFile(path.join(folder, name))));
    yield* files.sort((a, b) => (a.statement.at < b.statement.at ? -1 : 1));
  }
}

async function readRootFile(file: string): Promise<RootFile> {
  try {
    const bytes = await decompress(await readFile(file), { maxOutputLength: MAX_BYTES });
    return RootFileSchema.parse(JSON.parse(bytes.toString('utf8')));
  } catch (cause) {
    throw new Error(`${file} is not a daily root: it is cut or was altered`, { cause });
  }
}

/** The roots that the portal keeps itself. */
export async function* rootsOf(prisma: Tx, documents: Pick<DocumentStore, 'read'>): AsyncGenerator<RootFile> {
  let day: string | null = null;
  for (;;) {
    const page = await rootsAfter(prisma, day, PAGE);
    for (const row of page) {
      day = row.day;
      const bytes = await documents.read(row.leavesSha256);
      yield RootFileSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
    }
    if (page.length < PAGE) return;
  }
}
