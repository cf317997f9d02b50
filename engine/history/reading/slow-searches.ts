import { Worker } from 'node:worker_threads';
import { YOUNG_MB } from '../../memory.ts';
import { Rejection } from '../../processing/protocol.ts';
import type { HistorySettings, Question, ReaderSettings, Reply, ToReader } from '../messages.ts';

/** Searches that wait for the one that is read. */
const MAX_WAITING = 16;
/** The reader's memory is given back after so long without a search. */
const IDLE_MS = 30_000;
/** Rows of one answer, and what is made of them. */
const HEAP_MB = 256;

interface Asked {
  readonly id: number;
  readonly question: Question;
  settle(reply: Reply): void;
}

/**
 * Searches that take long, read one after the other by a thread of their own, which is there while there are any. What
 * the writer has written when one begins is seen by it.
 */
export class SlowSearches {
  readonly #settings: Required<HistorySettings>;
  /** Called before each search. */
  readonly #before: () => Promise<void>;
  readonly #left = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  readonly #waiting: Asked[] = [];
  #current: Asked | undefined;
  #thread: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;

  constructor(settings: Required<HistorySettings>, before: () => Promise<void>) {
    this.#settings = settings;
    this.#before = before;
  }

  /** Ids are above 0 and never given twice. @throws {Rejection} RESOURCE_EXHAUSTED when too many wait. */
  ask(id: number, question: Question, signal?: AbortSignal): Promise<Reply> {
    if (this.#waiting.length >= MAX_WAITING)
      throw new Rejection(
        'RESOURCE_EXHAUSTED',
        `More than ${MAX_WAITING} searches that take long are waiting: try again later, or filter by fewer or indexed values`,
      );
    const { promise, resolve, reject } = Promise.withResolvers<Reply>();
    const asked = { id, question, settle: resolve };
    signal?.addEventListener('abort', () => {
      reject(signal.reason);
      this.#forget(asked);
    });
    this.#waiting.push(asked);
    void this.#next();
    return promise;
  }

  async close(): Promise<void> {
    this.#waiting.length = 0;
    if (this.#current !== undefined) Atomics.store(this.#left, 0, this.#current.id);
    await this.#end();
  }

  #forget(asked: Asked): void {
    const place = this.#waiting.indexOf(asked);
    if (place !== -1) this.#waiting.splice(place, 1);
    else if (this.#current === asked) Atomics.store(this.#left, 0, asked.id);
  }

  async #next(): Promise<void> {
    if (this.#current !== undefined) return;
    const asked = this.#waiting.shift();
    if (asked === undefined) return;
    this.#current = asked;
    clearTimeout(this.#idle);
    await this.#before();
    this.#thread ??= this.#begin();
    this.#thread.postMessage({ kind: 'question', id: asked.id, question: asked.question } satisfies ToReader);
  }

  #done(reply: Reply): void {
    this.#current?.settle(reply);
    this.#current = undefined;
    this.#idle = setTimeout(() => void this.#end(), IDLE_MS);
    this.#idle.unref();
    void this.#next();
  }

  /** One that dies, of too large an answer for one, leaves the others to the next. */
  #begin(): Worker {
    const { file, maxSearchMs } = this.#settings;
    const workerData: ReaderSettings = { file, maxSearchMs, left: this.#left };
    const thread = new Worker(new URL('./reader-thread.ts', import.meta.url), {
      workerData,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB, maxOldGenerationSizeMb: HEAP_MB },
    });
    let ended: Pick<Reply & { kind: 'refused' }, 'why' | 'message'> = { why: 'other', message: 'it was closed' };
    thread.on('message', (reply: Reply) => this.#done(reply));
    thread.on('error', ({ code, message }: NodeJS.ErrnoException) => {
      ended = { why: code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'too large' : 'other', message };
    });
    thread.on('exit', () => {
      if (this.#thread === thread) this.#thread = undefined;
      const id = this.#current?.id;
      if (id !== undefined) this.#done({ kind: 'refused', id, ...ended });
    });
    return thread;
  }

  async #end(): Promise<void> {
    clearTimeout(this.#idle);
    const thread = this.#thread;
    if (thread === undefined) return;
    this.#thread = undefined;
    const ended = new Promise((resolve) => thread.once('exit', resolve));
    thread.postMessage({ kind: 'close' } satisfies ToReader);
    await ended;
  }
}
