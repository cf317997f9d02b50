import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { EventPage } from '../loop/event-page.ts';
import { YOUNG_MB } from '../memory.ts';
import type { Fault } from './sqlite-fault.ts';
import type { Answer, Request } from './sqlite-worker.ts';
import { type Batch, DiskFull, type Loaded, type Store, type StoredPage, StoreFailure } from './store.ts';

type Ask = Request extends infer R ? (R extends { id: number } ? Omit<R, 'id'> : never) : never;

/** A durable store in one folder, written by a thread of its own. */
export class SqliteStore implements Store {
  readonly keepsState = true;
  readonly #folder: string;
  readonly #file: string;
  readonly #worker: Worker;
  readonly #pending = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  #lastId = 0;
  #exited: Promise<void>;

  constructor(folder: string, tables: readonly string[]) {
    this.#folder = folder;
    this.#file = join(folder, 'engine.db');
    try {
      mkdirSync(folder, { recursive: true });
    } catch (error) {
      throw new StoreFailure(`The engine cannot use the folder ${folder}: ${(error as Error).message}`);
    }
    this.#worker = new Worker(new URL('./sqlite-worker.ts', import.meta.url), {
      workerData: { path: this.#file, tables },
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    this.#worker.on('message', (answer: Answer) => this.#answered(answer));
    this.#worker.on('error', (error) => this.#failAll(this.#failure('other', (error as Error).message)));
    this.#exited = new Promise((resolve) => this.#worker.once('exit', () => resolve()));
    void this.#exited.then(() => this.#failAll(this.#failure('other', 'its writer stopped')));
  }

  async load(): Promise<Loaded> {
    try {
      const numbers = (await this.#ask({ ask: 'open' })) as Omit<Loaded, 'pages'>;
      return { ...numbers, pages: (table) => this.#pages(table) };
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  async commit(batch: Batch): Promise<void> {
    await this.#ask({ ask: 'commit', batch });
  }

  async readEvents(after: number): Promise<EventPage[]> {
    const pages = (await this.#ask({ ask: 'events', after })) as { last: number; json: string }[];
    return pages.map(({ last, json }) => EventPage.read(last, json));
  }

  async copyTo(file: string): Promise<void> {
    await this.#ask({ ask: 'copy', file });
  }

  async close(): Promise<void> {
    await this.#ask({ ask: 'close' }).catch(() => this.#worker.terminate());
    await this.#exited;
  }

  async *#pages(table: string): AsyncGenerator<StoredPage, void> {
    const ask = () => this.#ask({ ask: 'page', table }) as Promise<StoredPage | undefined>;
    let next = ask();
    for (;;) {
      const page = await next;
      if (page === undefined) return;
      // the next one is read while this one is taken in
      next = ask();
      next.catch(() => undefined);
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
    if ('error' in answer) pending?.reject(this.#failure(answer.fault, answer.error));
    else pending?.resolve(answer.value);
  }

  #failAll(error: Error): void {
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
  }

  /** What went wrong with which file, and what to do about it. */
  #failure(fault: Fault, reason: string): StoreFailure {
    const file = this.#file;
    switch (fault) {
      case 'held':
        return new StoreFailure(`Another engine already uses the folder ${this.#folder}`);
      case 'full':
        return new DiskFull(`The disk of ${this.#folder} takes nothing more (${reason}): make room on it`);
      case 'damaged':
        return new StoreFailure(
          `The engine's file ${file} is damaged (${reason}): put all files of the folder back from one backup`,
        );
      case 'behind':
        return new StoreFailure(
          `The engine's file ${file} lacks what was acknowledged (${reason}): ${file}-wal was removed or damaged, or an older file put back. Put all files of the folder back from one backup; to go on without what is lacking, remove ${file}-position and history.sqlite`,
        );
      case 'other':
        return new StoreFailure(`The engine cannot use its file ${file}: ${reason}`);
    }
  }
}
