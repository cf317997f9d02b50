import { EventPage } from '../loop/event-page.ts';
import type { Batch, Loaded, Store } from './store.ts';

/** Keeps nothing but, if asked, the events: for tests and for engines that may forget. */
export class MemoryStore implements Store {
  readonly keepsState = false;
  #pages: EventPage[] = [];

  async load(): Promise<Loaded> {
    return { position: 0, nextKey: 0, forgotten: 0, pages: async function* () {} };
  }

  async commit(batch: Batch): Promise<void> {
    if (batch.events !== null) this.#pages.push(EventPage.read(batch.events.last, batch.events.json));
    if (batch.trimTo > 0) this.#pages = this.#pages.filter((page) => page.last > batch.trimTo);
  }

  async readEvents(after: number): Promise<EventPage[]> {
    return this.#pages.filter((page) => page.last > after);
  }

  async close(): Promise<void> {
    this.#pages = [];
  }
}
