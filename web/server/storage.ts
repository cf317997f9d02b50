import { statfs } from 'node:fs/promises';
import type { Health } from '#web/contract/operations/operations.ts';

/** Below this, PostgreSQL, the engine and the documents may be refused their next write. */
const FULL_BYTES = 64 * 1024 ** 2;
/** Below this, an operator has some hours, or minutes, to make room. */
const LOW_BYTES = 1024 ** 3;
/** How long a write that found no room is remembered: the disk that was full may be another machine's. */
const MEMORY_MS = 60_000;

/** The disk that the portal writes on, and whether there is room. */
export interface Storage {
  state(): Promise<Health['storage']>;
  /** A write found no room, here or at the database. */
  ranOut(): void;
}

export function watchStorage(folder: string): Storage {
  let ranOutAt = Number.NEGATIVE_INFINITY;
  return {
    async state() {
      if (performance.now() - ranOutAt < MEMORY_MS) return 'full';
      const { bavail, bsize } = await statfs(folder);
      return roomOf(bavail * bsize);
    },
    ranOut() {
      ranOutAt = performance.now();
    },
  };
}

export const roomOf = (freeBytes: number): 'up' | 'low' | 'full' =>
  freeBytes < FULL_BYTES ? 'full' : freeBytes < LOW_BYTES ? 'low' : 'up';
