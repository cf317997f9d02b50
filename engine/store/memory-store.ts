import type { AnyEvent } from '../processing/protocol.ts';
import type { Batch, Loaded, Store } from './store.ts';

/** Keeps nothing but, if asked, the events: for tests and for engines that may forget. */
export class MemoryStore implements Store {
  readonly keepsState = false;
  #events: AnyEvent[] = [];

  async load(): Promise<Loaded> {
    return { position: 0, nextKey: 0, pages: async function* () {} };
  }

  async commit(batch: Batch): Promise<void> {
    if (batch.events !== null) this.#events.push(...(JSON.parse(batch.events.json) as AnyEvent[]));
    if (batch.trimTo > 0) this.#events = this.#events.filter((event) => event.position > batch.trimTo);
  }

  async readEvents(after: number): Promise<AnyEvent[]> {
    return this.#events.filter((event) => event.position > after);
  }

  async close(): Promise<void> {
    this.#events = [];
  }
}
