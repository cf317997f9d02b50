import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { EventPage } from '../event-page.ts';
import { YOUNG_MB } from '../memory.ts';
import type { Answer, Request } from './sqlite-worker.ts';
import { type Batch, type Loaded, type Store, type StoredPage, StoreFailure } from './store.ts';

type Ask = Request extends infer R ? (R extends { id: number } ? Omit<R, 'id'> : never) : never;

/** A durable store in one folder, written by a thread of its own. */
export class SqliteStore implements Store {
  readonly keepsState = true;
  readonly #folder: string;
  readonly #worker: Worker;
  readonly #pending = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  #lastId = 0;
  #exited: Promise<void>;

  constructor(folder: string, tables: readonly string[]) {
    this.#folder = folder;
    try {
      mkdirSync(folder, { recursive: true });
    } catch (error) {
      throw new StoreFailure(`The engine cannot use the folder ${folder}: ${(error as Error).message}`);
    }
    this.#worker = new Worker(new URL('./sqlite-worker.ts', import.meta.url), {
      workerData: { path: join(folder, 'engine.db'), tables },
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    this.#worker.on('message', (answer: Answer) => this.#answered(answer));
    this.#worker.on('error', (error) => this.#failAll(error));
    this.#exited = new Promise((resolve) => this.#worker.once('exit', () => resolve()));
    void this.#exited.then(() => this.#failAll(new Error('the writer stopped')));
  }

  async load(): Promise<Loaded> {
    try {
      const { position, nextKey } = (await this.#ask({ ask: 'open' })) as { position: number; nextKey: number };
      return { position, nextKey, pages: (table) => this.#pages(table) };
    } catch (error) {
      await this.close();
      throw this.#explained(error as Error);
    }
  }

  async commit(batch: Batch): Promise<void> {
    try {
      await this.#ask({ ask: 'commit', batch });
    } catch (error) {
      throw this.#explained(error as Error);
    }
  }

  async readEvents(after: number): Promise<EventPage[]> {
    const pages = (await this.#ask({ ask: 'events', after })) as { last: number; json: string }[];
    return pages.map(({ last, json }) => EventPage.read(last, json));
  }

  async close(): Promise<void> {
    await this.#ask({ ask: 'close' }).catch(() => this.#worker.terminate());
    await this.#exited;
  }

  async *#pages(table: string): AsyncGenerator<StoredPage, void> {
    for (;;) {
      const page = (await this.#ask({ ask: 'page', table })) as StoredPage | undefined;
      if (page === undefined) return;
      yield page;
    }
  }

  #ask(request: Ask): Promise<unknown> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#worker.postMessage({ ...request, id });
    });
  }

  #answered(answer: Answer): void {
    const pending = this.#pending.get(answer.id);
    this.#pending.delete(answer.id);
    if ('error' in answer) pending?.reject(new Error(answer.error));
    else pending?.resolve(answer.value);
  }

  #failAll(error: unknown): void {
    for (const { reject } of this.#pending.values()) reject(error as Error);
    this.#pending.clear();
  }

  #explained({ message }: Error): StoreFailure {
    if (/locked|busy/i.test(message)) return new StoreFailure(`Another engine already uses the folder ${this.#folder}`);
    if (/malformed|not a database|corrupt/i.test(message)) {
      return new StoreFailure(`The engine's file in ${this.#folder} is damaged (${message}): restore it from a backup`);
    }
    if (/full/i.test(message)) return new StoreFailure(`The disk of ${this.#folder} is full: nothing more is accepted`);
    return new StoreFailure(`The engine cannot use its file in ${this.#folder}: ${message}`);
  }
}
