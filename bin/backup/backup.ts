import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { inWords } from '../in-words.ts';
import { makeFolder } from '../make-folder.ts';
import { ClusterCopy, type Moment } from './cluster.ts';
import { type CopiedDocuments, copyDocuments, documentList } from './document-copies.ts';
import { EngineCopy } from './engine-copy.ts';
import { BackupFailure } from './failure.ts';
import { bytesIn, copyNew, filesIn, flush, inMegabytes, mustFit, writeNew } from './files.ts';
import { type BackupFile, type Manifest, manifestText } from './manifest.ts';
import { AS_IT_IS, DOCUMENT_LIST, DOCUMENTS, ENGINE, isUnfinished, MANIFEST, nameAt, unfinished } from './names.ts';
import type { BackedUpPortal } from './portal.ts';
import { remainsOf } from './remains.ts';
import { undoing } from './undoing.ts';

export interface BackupOptions {
  readonly portal: BackedUpPortal;
  /** The folder of all backups, absolute. */
  readonly to: string;
  /** Version of the portal and of the engine. */
  readonly versions: { readonly portal: string; readonly engine: string };
  readonly say: (line: string) => void;
}

export interface Taken {
  readonly folder: string;
  readonly manifest: Omit<Manifest, 'format'>;
  readonly documents: CopiedDocuments;
  /** How long the engine answered nobody; null when it is elsewhere. */
  readonly heldMs: number | null;
}

/**
 * Takes a backup of a portal that people use. Long copies first (documents, the database's files); then the engine is
 * copied and holds, the database fixes its moment, the engine goes on: the two are of one instant, as after a power cut
 * that the portal survives anyway. What the database named then is among the documents, which are looked at before and
 * after. See docs/decisions/one-instant-for-backups.md.
 * @throws {BackupFailure} with nothing left but documents.
 */
export async function backup({ portal, to, versions, say }: BackupOptions): Promise<Taken> {
  await prepare(portal, to, say);
  const name = nameAt(new Date());
  const folder = path.join(to, unfinished(name));
  const files: BackupFile[] = [];
  const begun = undoing();
  try {
    const cluster = portal.cluster && (await ClusterCopy.begin(portal.cluster, `harmonie ${name}`));
    if (cluster) begun.add(() => cluster.end());
    const facts = await cluster?.facts();
    await mustFit(to, await neededBy(portal, to, facts?.bytes ?? 0));
    begun.add(() => rm(folder, { recursive: true, force: true }));
    await mkdir(folder, { mode: 0o700 });

    const documentsOf = path.join(portal.dataDir, 'documents');
    const documents = await copyDocuments(documentsOf, path.join(to, DOCUMENTS));
    const base = await cluster?.copyFiles(folder);
    if (base) {
      files.push(base.file);
      say(`database: ${inMegabytes(base.unpacked)}, ${inMegabytes(base.file.size)} as kept`);
    }

    const engine = portal.engine && (await EngineCopy.take(portal.engine));
    if (engine) begun.add(() => engine.discard());
    const moment = cluster ? await cluster.fix() : await momentElsewhere(portal.databaseUrl);
    const heldMs = engine && (await engine.release());
    if (cluster) files.push(...(await cluster.copyLog(folder)));
    if (engine) {
      files.push(...(await engine.copyFiles(folder)));
      // What clients of the engine gave it to keep; the portal gives it nothing.
      files.push(...(await copyAsItIs(portal.dataDir, folder, path.join(ENGINE, 'documents'))));
    }
    for (const entry of AS_IT_IS) files.push(...(await copyAsItIs(portal.dataDir, folder, entry)));
    await copyDocuments(documentsOf, path.join(to, DOCUMENTS), documents);
    const list = documentList(documents);
    files.push({ path: DOCUMENT_LIST, ...(await writeNew(path.join(folder, DOCUMENT_LIST), once(list))) });

    const manifest: Omit<Manifest, 'format'> = {
      takenAt: moment.at.toISOString(),
      portal: versions.portal,
      database:
        facts && base
          ? {
              kind: 'embedded',
              version: facts.version,
              platform: `${process.platform}-${process.arch}`,
              lsn: moment.lsn ?? '',
              migrations: [...facts.migrations],
              unpacked: base.unpacked,
            }
          : { kind: 'external', lsn: moment.lsn },
      engine: engine
        ? { kind: 'embedded', version: versions.engine, position: engine.position, history: engine.hasHistory }
        : { kind: 'external' },
      documents: { count: documents.known.size, bytes: [...documents.known.values()].reduce((a, b) => a + b, 0) },
      files,
      remains: remainsOf(portal, moment),
    };
    await writeNew(path.join(folder, MANIFEST), once(manifestText(manifest)));
    await flush(folder);
    const whole = path.join(to, name);
    await rename(folder, whole);
    await flush(to);
    return { folder: whole, manifest, documents, heldMs };
  } finally {
    await begun.undo();
    begun.end();
  }
}

/** The folder is there, is ours to write, and is no part of what is backed up. */
async function prepare({ dataDir }: BackedUpPortal, to: string, say: (line: string) => void): Promise<void> {
  const within = path.relative(dataDir, to);
  if (within === '' || !(within.startsWith('..') || path.isAbsolute(within)))
    throw new BackupFailure(`${to} is in the data folder ${dataDir}, and would be lost with it: name another folder.`);
  let names: string[];
  try {
    makeFolder(path.join(to, DOCUMENTS));
    names = await readdir(to);
  } catch (error) {
    throw new BackupFailure(`The folder ${to} cannot be written: ${inWords(error)}.`);
  }
  for (const name of names.filter(isUnfinished))
    say(`${path.join(to, name)} is a backup that is being taken, or that was cut: remove it if none is`);
}

/** At most, in bytes; the database's files take a quarter of their size once compressed, half at worst. */
async function neededBy({ dataDir, engine }: BackedUpPortal, to: string, database: number): Promise<number> {
  const [documents, there] = await Promise.all([
    bytesIn(path.join(dataDir, 'documents')),
    bytesIn(path.join(to, DOCUMENTS)),
  ]);
  let bytes = database / 2 + Math.max(0, documents - there);
  if (engine) bytes += await bytesIn(path.join(dataDir, ENGINE));
  for (const entry of AS_IT_IS) bytes += await bytesIn(path.join(dataDir, entry));
  return bytes;
}

async function copyAsItIs(dataDir: string, folder: string, entry: string): Promise<BackupFile[]> {
  const written: BackupFile[] = [];
  for (const name of await filesIn(path.join(dataDir, entry))) {
    const file = path.join(entry, name);
    // A mail that is arriving has no name yet, and a secret that is being made none either.
    if (path.basename(file).startsWith('.')) continue;
    if ((await stat(path.join(dataDir, file)).catch(() => undefined)) === undefined) continue;
    written.push({ path: file, ...(await copyNew(path.join(dataDir, file), path.join(folder, file))) });
  }
  return written;
}

/** What a database that is elsewhere says of this moment, for whoever recovers it to a point in its log. */
async function momentElsewhere(url: string | null): Promise<{ at: Date; lsn: string | null }> {
  const client = new pg.Client({ connectionString: url ?? '' });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<Moment>('select clock_timestamp() as at, pg_current_wal_lsn()::text as lsn');
    return rows[0] ?? { at: new Date(), lsn: null };
  } catch {
    return { at: new Date(), lsn: null };
  } finally {
    await client.end().catch(() => {});
  }
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
