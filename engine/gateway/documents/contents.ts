import { mkdirSync } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** Bytes by the SHA-256 of what they are: the same file kept twice is kept once. */
export interface Contents {
  /** On disk when it resolves, where there is a disk. */
  keep(hash: string, bytes: Buffer): Promise<void>;
  /** Null when they are gone. */
  read(hash: string): Promise<Buffer | null>;
  remove(hash: string): Promise<void>;
}

/** In a folder, or in memory when there is none. */
export function openContents(folder: string | null): Contents {
  return folder === null ? inMemory() : inFolder(folder);
}

function inMemory(): Contents {
  const kept = new Map<string, Buffer>();
  return {
    keep: async (hash, bytes) => void kept.set(hash, bytes),
    read: async (hash) => kept.get(hash) ?? null,
    remove: async (hash) => void kept.delete(hash),
  };
}

function inFolder(folder: string): Contents {
  mkdirSync(folder, { recursive: true });
  let writes = 0;
  return {
    keep: async (hash, bytes) => {
      const unfinished = path.join(folder, `${hash}.${++writes}.part`);
      const file = await open(unfinished, 'w');
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(unfinished, path.join(folder, hash));
      await syncFolder(folder);
    },
    read: async (hash) => {
      try {
        return await readFile(path.join(folder, hash));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
    remove: (hash) => rm(path.join(folder, hash), { force: true }),
  };
}

/** The name of a file is safe once its folder is: Windows knows no such thing, and needs none. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
