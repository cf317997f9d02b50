import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { inWords } from '../in-words.ts';
import { BackupFailure } from './failure.ts';
import type { BackupFile } from './manifest.ts';

type Written = Pick<BackupFile, 'size' | 'sha256'>;
type Bytes = AsyncIterable<Uint8Array>;

/** Writes a new file, for this account alone. Answers what is there; on the disk itself once `flush` resolved. */
export async function writeNew(file: string, source: Bytes): Promise<Written> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const hash = createHash('sha256');
  let size = 0;
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, 'wx', 0o600);
    for await (const chunk of source) {
      hash.update(chunk);
      size += chunk.byteLength;
      await handle.writeFile(chunk);
    }
  } catch (error) {
    if (error instanceof BackupFailure) throw error;
    throw new BackupFailure(`${file} cannot be written: ${inWords(error)}.`);
  } finally {
    await handle?.close();
  }
  return { size, sha256: hash.digest('hex') };
}

/** Size and SHA-256 of a file. */
export async function digestOf(file: string): Promise<Written> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of createReadStream(file) as Bytes) {
    hash.update(chunk);
    size += chunk.byteLength;
  }
  return { size, sha256: hash.digest('hex') };
}

export const copyNew = (from: string, to: string): Promise<Written> => writeNew(to, createReadStream(from));

/** The files of a folder and of those in it, by their path from it; a path that is a file is that file alone; sorted. */
export async function filesIn(where: string): Promise<string[]> {
  const found = await stat(where).catch(() => undefined);
  if (found === undefined) return [];
  if (found.isFile()) return [''];
  const entries = await readdir(where, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(where, path.join(entry.parentPath, entry.name)))
    .sort();
}

/** Bytes that a file, or all of a folder, holds. */
export async function bytesIn(where: string): Promise<number> {
  let bytes = 0;
  // What goes while it is counted counts for nothing.
  for (const file of await filesIn(where).catch(() => []))
    bytes += (await stat(path.join(where, file)).catch(() => ({ size: 0 }))).size;
  return bytes;
}

/** Bytes that this account can still write where that folder is. */
export async function roomAt(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

const MB = 1_000_000;
export const inMegabytes = (bytes: number): string => `${Math.ceil(bytes / MB).toLocaleString('en')} MB`;

/** @throws {BackupFailure} before anything is written, when it would not fit. */
export async function mustFit(folder: string, needed: number): Promise<void> {
  const room = await roomAt(folder);
  if (room < needed)
    throw new BackupFailure(
      `${folder} has ${inMegabytes(room)} free, and up to ${inMegabytes(needed)} are needed: make room, or name another folder. Nothing was written.`,
    );
}

/**
 * What was written where that folder is, is there after a power cut: all at once, since a million documents flushed one by
 * one take hours. Where the system's command knows no single file system, it flushes all of them.
 */
export async function flush(folder: string): Promise<void> {
  const run = promisify(execFile);
  await run('sync', ['-f', folder]).catch(() => run('sync'));
}

/** Files that are open at once: more do not make a disk faster. */
const AT_ONCE = 8;

/** Does something with each, several at a time; ends at the first that fails. */
export async function inTurns<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  for (let start = 0; start < items.length; start += AT_ONCE)
    await Promise.all(items.slice(start, start + AT_ONCE).map(work));
}
