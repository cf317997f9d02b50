import { openApart, SOME_MINUTES } from '#application/apart/apart.ts';
import { refusedAs } from '#application/apart/refusal.ts';
import type { Comparison } from './comparison/attributes.ts';
import type { ToCompare } from './comparison/compare.thread.ts';
import type { Compared } from './comparison/compare.ts';

/** Compares circuits, apart: what analysts wrote decides how long it takes. */
export interface Comparer {
  /**
   * What changed from one bundle to another.
   * @throws {DomainError} circuit-too-complex, too-many-requests
   */
  compare(personId: string, from: Compared, to: Compared): Promise<Comparison>;
  close(): Promise<void>;
}

/** The largest circuits that can be kept take one or two seconds. */
const PROCESSOR_MS = 15_000;
const MEGABYTES = 512;

export function openComparer(): Comparer {
  const apart = openApart<ToCompare, Comparison>(new URL('./comparison/compare.thread.ts', import.meta.url), {
    threads: 1,
    processorMs: PROCESSOR_MS,
    megabytes: MEGABYTES,
    waiting: 5,
    idleMs: SOME_MINUTES,
  });
  return {
    compare: (personId, from, to) =>
      apart.run([`person:${personId}`], { from, to }).catch(refusedAs('circuit-too-complex')),
    close: () => apart.close(),
  };
}
