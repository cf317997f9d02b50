import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { DomainError } from '#domain/errors.ts';
import { nameDurably, removeAbandoned, writeDurably } from './durable-file.ts';

/** A document that was kept. */
export interface Stored {
  readonly sha256: string;
  readonly size: number;
}

/**
 * Stores documents by the SHA-256 of their bytes: immutable by construction, the same bytes are
 * kept once.
 */
export interface DocumentStore {
  /**
   * Keeps the bytes; durably on disk when it resolves. Over `maxBytes` nothing is kept.
   * @throws {DomainError} piece-too-large
   */
  put(content: Uint8Array | AsyncIterable<Uint8Array>, options?: { maxBytes?: number }): Promise<Stored>;
  /**
   * Opens the bytes as a stream, to send.
   * @throws {DomainError} document-missing
   */
  open(sha256: string): Promise<{ readonly stream: Readable; readonly size: number }>;
  /**
   * Reads the bytes and checks their hash.
   * @throws {DomainError} document-missing, document-corrupt
   */
  read(sha256: string): Promise<Uint8Array>;
  /**
   * Removes documents put before a date that nothing refers to; returns how many. One sweep
   * examines a part of the folder, any `SWEEPS` in a row all of it; kept documents are left as they
   * are, their dates included.
   */
  sweep(sweep: Sweep): Promise<number>;
}

/** A sweep of the store. */
export interface Sweep {
  /** The number of this sweep among those in a row. */
  readonly turn: number;
  readonly before: Date;
  /** Returns which of at most 500 digests something refers to. */
  readonly referenced: (candidates: string[]) => Promise<ReadonlySet<string>>;
}

/** Each document is examined once in so many sweeps. */
export const SWEEPS = 7;

const SHA256 = /^[0-9a-f]{64}$/;
const SWEEP_BATCH = 500;

/** Returns the path of a document in a folder of documents, by its digest. */
export const documentIn = (folder: string, sha256: string): string =>
  path.join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);

/** Opens a document store in a folder of this machine. */
export function openDocumentStore(folder: string): DocumentStore {
  const incoming = path.join(folder, 'incoming');
  const fileOf = (sha256: string) => {
    // Never let anything but a digest become a path.
    if (!SHA256.test(sha256)) throw new DomainError('document-missing');
    return documentIn(folder, sha256);
  };

  return {
    async put(content, { maxBytes = Number.POSITIVE_INFINITY } = {}) {
      await mkdir(incoming, { recursive: true });
      const temporary = path.join(incoming, randomUUID());
      try {
        const stored = await keep(temporary, content, maxBytes);
        // Renaming over an existing document renews its date: a sweep removes nothing that was just
        // put again.
        await nameDurably(temporary, fileOf(stored.sha256), folder);
        return stored;
      } finally {
        await rm(temporary, { force: true });
      }
    },

    async open(sha256) {
      const file = fileOf(sha256);
      const { size } = await stat(file).catch(missing);
      return { stream: createReadStream(file), size };
    },

    async read(sha256) {
      const bytes = await readFile(fileOf(sha256)).catch(missing);
      if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw new DomainError('document-corrupt');
      return bytes;
    },

    async sweep({ turn, before, referenced }) {
      let removed = 0;
      let batch: string[] = [];
      const sweepBatch = async () => {
        const kept = await referenced(batch);
        for (const sha256 of batch) {
          // Checked again: it may have been put again meanwhile.
          if (kept.has(sha256) || !(await isOlder(fileOf(sha256), before))) continue;
          await rm(fileOf(sha256), { force: true });
          removed += 1;
        }
        batch = [];
      };
      await removeAbandoned(incoming, { named: /./, before });
      for await (const sha256 of documentsOf(folder, turn)) {
        if (await isOlder(fileOf(sha256), before)) batch.push(sha256);
        if (batch.length === SWEEP_BATCH) await sweepBatch();
      }
      if (batch.length > 0) await sweepBatch();
      return removed;
    },
  };
}

/** Writes while counting and hashing. */
async function keep(file: string, content: Uint8Array | AsyncIterable<Uint8Array>, maxBytes: number): Promise<Stored> {
  const hash = createHash('sha256');
  let size = 0;
  async function* counted() {
    for await (const chunk of content instanceof Uint8Array ? [content] : content) {
      size += chunk.byteLength;
      if (size > maxBytes) throw new DomainError('piece-too-large', { max: maxBytes });
      hash.update(chunk);
      yield chunk;
    }
  }
  await writeDurably(file, counted(), 0o600);
  return { sha256: hash.digest('hex'), size };
}

function missing(error: NodeJS.ErrnoException): never {
  if (error.code === 'ENOENT') throw new DomainError('document-missing');
  throw error;
}

/** Lists the digests of a part of the folder, one small folder after the other. */
async function* documentsOf(folder: string, turn: number): AsyncGenerator<string> {
  for (const first of await namesIn(folder)) {
    if (!/^[0-9a-f]{2}$/.test(first) || Number.parseInt(first, 16) % SWEEPS !== turn % SWEEPS) continue;
    for (const second of await namesIn(path.join(folder, first)))
      for (const name of await namesIn(path.join(folder, first, second))) if (SHA256.test(name)) yield name;
  }
}

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

const isOlder = (file: string, before: Date): Promise<boolean> =>
  stat(file).then(
    ({ mtime }) => mtime < before,
    () => false,
  );
