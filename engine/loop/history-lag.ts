import { performance } from 'node:perf_hooks';

/** Events that a projection may lag behind. They wait in memory: about as many as it takes in within a second or two. */
const MAX_EVENTS = 20_000;
/** A projection that has said nothing for so long is no longer there: nobody waits for it. */
const SILENT_MS = 10_000;

/** Knows whether whoever follows the events keeps up. What the engine does by itself, as timers, waits when they do not. */
export class HistoryLag {
  #acknowledged: number | undefined;
  #at = 0;

  acknowledge(position: number): void {
    this.#acknowledged = Math.max(this.#acknowledged ?? 0, position);
    this.#at = performance.now();
  }

  isLong(committedPosition: number): boolean {
    if (this.#acknowledged === undefined || committedPosition - this.#acknowledged <= MAX_EVENTS) return false;
    return performance.now() - this.#at < SILENT_MS;
  }
}
