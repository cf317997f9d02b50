import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { DomainError } from '../../domain/errors.ts';

export interface StoredDocument {
  readonly sha256: string;
  readonly size: number;
}

/** Documents under their SHA-256: immutable by construction, kept once however often they are put. */
export interface DocumentStore {
  put(content: Uint8Array): Promise<StoredDocument>;
  /** @throws {DomainError} document-missing */
  open(sha256: string): Promise<Readable>;
  /** The bytes, checked against their name. @throws {DomainError} document-missing, document-corrupt */
  read(sha256: string): Promise<Buffer>;
  /** Removes what nothing refers to and is older than `before`; answers how many. */
  sweep(isReferenced: (sha256: string) => Promise<boolean>, before: Date): Promise<number>;
}

const SHA256 = /^[0-9a-f]{64}$/;

/** On disk: `ab/cd/abcd…`, written beside, synchronised, then renamed: a document is whole or is not there. */
export function openDocumentStore(folder: string): DocumentStore {
  const placeOf = (sha256: string): string => {
    if (!SHA256.test(sha256)) throw new DomainError('document-missing');
    return path.join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  };
  const missing = (error: NodeJS.ErrnoException): never => {
    throw error.code === 'ENOENT' ? new DomainError('document-missing') : error;
  };

  return {
    async put(content) {
      const sha256 = createHash('sha256').update(content).digest('hex');
      const place = placeOf(sha256);
      const found = await stat(place).catch(() => undefined);
      if (found?.size === content.length) return { sha256, size: content.length };
      await mkdir(path.dirname(place), { recursive: true });
      const draft = `${place}.${randomUUID()}.part`;
      try {
        const file = await open(draft, 'wx');
        try {
          await file.writeFile(content);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(draft, place);
        await syncFolder(path.dirname(place));
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
      return { sha256, size: content.length };
    },
    async open(sha256) {
      const place = placeOf(sha256);
      await stat(place).catch(missing);
      return createReadStream(place);
    },
    async read(sha256) {
      const bytes = await readFile(placeOf(sha256)).catch(missing);
      if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw new DomainError('document-corrupt');
      return bytes;
    },
    async sweep(isReferenced, before) {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
      let swept = 0;
      for (const entry of entries) {
        if (!entry.isFile()) continue;
        const place = path.join(entry.parentPath, entry.name);
        if ((await stat(place)).mtime >= before) continue;
        if (SHA256.test(entry.name) && (await isReferenced(entry.name))) continue;
        await rm(place, { force: true });
        swept += 1;
      }
      return swept;
    },
  };
}

/** Makes the new name itself durable. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
