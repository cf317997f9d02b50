import type { OrRefused } from '../../apart/answer-apart.ts';
import { openApart, SOME_MINUTES } from '../../apart/apart.ts';
import { refusedAs, unlessRefused } from '../../apart/refusal.ts';
import type { ReadDrawing } from './read-drawing.thread.ts';

/**
 * Reads diagrams drawn elsewhere, in a thread of its own: their content decides how long it takes.
 */
export interface DrawingReader {
  /**
   * Reads a diagram.
   * @throws {DomainError} circuit-diagram-hostile, circuit-diagram-unreadable,
   * circuit-not-one-process, circuit-process-name, circuit-too-complex, too-many-requests
   */
  read(personId: string, xml: string): Promise<ReadDrawing>;
  close(): Promise<void>;
}

/** A diagram of a hundred steps takes a tenth of a second. */
const PROCESSOR_MS = 4_000;
const MEGABYTES = 256;

/** Opens a reader of diagrams; its thread starts with the first one and ends when idle. */
export function openDrawingReader(): DrawingReader {
  const apart = openApart<string, OrRefused<ReadDrawing>>(new URL('./read-drawing.thread.ts', import.meta.url), {
    threads: 1,
    processorMs: PROCESSOR_MS,
    megabytes: MEGABYTES,
    waiting: 5,
    idleMs: SOME_MINUTES,
  });
  return {
    async read(personId, xml) {
      return unlessRefused(await apart.run([`person:${personId}`], xml).catch(refusedAs('circuit-too-complex')));
    },
    close: () => apart.close(),
  };
}
