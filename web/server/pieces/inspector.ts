import { openApart, TooMuch } from '#application/apart/apart.ts';
import { DomainError } from '#domain/errors.ts';
import type { Verdict } from './verdict.ts';

export interface PieceInspector {
  /**
   * What is kept of a person's file, or why nothing is. One that takes too long or too much memory is no honest document.
   * @throws {DomainError} too-many-requests
   */
  inspect(personId: string, bytes: Uint8Array): Promise<Verdict>;
  /** Starts a thread before the first file. */
  warm(): void;
  close(): Promise<void>;
}

/** A 10 MB file of scans takes well under a second. */
const PROCESSOR_MS = 8_000;
const MEGABYTES = 384;
const RETRY_SECONDS = 30;

/** Inspects files in threads of their own, one at a time for each person. */
export function createPieceInspector(): PieceInspector {
  const apart = openApart<Uint8Array, Verdict>(new URL('./inspector.thread.ts', import.meta.url), {
    threads: 2,
    processorMs: PROCESSOR_MS,
    megabytes: MEGABYTES,
    waiting: 40,
  });
  return {
    inspect(personId, bytes) {
      if (bytes.length === 0) return Promise.resolve({ refused: 'piece-empty' });
      return apart.run([`person:${personId}`], new Uint8Array(bytes)).catch(refused);
    },
    warm: () => apart.warm(),
    close: () => apart.close(),
  };
}

function refused(error: unknown): Verdict {
  if (!(error instanceof TooMuch)) throw error;
  if (error.excess === 'queue') throw new DomainError('too-many-requests', { seconds: RETRY_SECONDS });
  return { refused: 'piece-too-complex' };
}
