import type { Models } from '../processing/models.ts';
import type { Key } from '../processing/protocol.ts';
import type { State } from '../state/state.ts';
import { readModels } from './read-models.ts';

interface Waiting<C> {
  readonly command: C;
  readonly unread: Key[];
}

/**
 * Commands that wait for models, in turn: one file is read at a time, for one command and then for the next. Reading
 * takes tens of milliseconds a file; whatever needs none of them is played in between.
 */
export class ModelReader<C> {
  readonly #state: State;
  readonly #models: Models;
  readonly #onReady: () => void;
  #waiting: Waiting<C>[] = [];
  #ready: C[] = [];
  #reading: Promise<void> | undefined;

  constructor(state: State, models: Models, onReady: () => void) {
    this.#state = state;
    this.#models = models;
    this.#onReady = onReady;
  }

  /** Resolves when nobody waits any more. */
  get done(): Promise<void> | undefined {
    return this.#reading;
  }

  /** Those who wait, and those whose models have been read. */
  get commands(): C[] {
    return [...this.#ready, ...this.#waiting.map(({ command }) => command)];
  }

  readFor(command: C, definitionKeys: readonly Key[]): void {
    this.#waiting.push({ command, unread: [...definitionKeys] });
    this.#reading ??= this.#readAll().finally(() => {
      this.#reading = undefined;
    });
  }

  /** What can be played again, in the order in which it came to be. */
  takeReady(): C[] {
    return this.#ready.splice(0);
  }

  async #readAll(): Promise<void> {
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      const { command, unread } = next;
      // others may have needed it too
      while (unread.length > 0 && !this.#models.isUnread(unread.at(-1) as Key)) unread.pop();
      const key = unread.pop();
      if (key !== undefined) await this.#read(key);
      this.#waiting.shift();
      if (unread.length > 0) {
        this.#waiting.push(next);
      } else {
        this.#ready.push(command);
        this.#onReady();
      }
    }
  }

  async #read(key: Key): Promise<void> {
    try {
      await readModels(this.#state, this.#models, key);
    } catch (error) {
      this.#models.faults.set(key, error as Error);
    }
  }
}
