import type { CommandType } from '../processing/protocol.ts';
import type { Settlement, Turn } from '../processing/turn.ts';
import type { DueCommand } from './due.ts';

/** A command and whoever waits for its answer: answered once, by result, refusal or its own impatience. */
export interface Caller {
  readonly type: CommandType;
  readonly value: unknown;
  /** Set when the engine asked itself, because something was due. */
  readonly due?: DueCommand;
  settled: boolean;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
  /** Stops listening to the caller's signal. */
  release?: () => void;
}

/** Everyone who has not been answered, and those among them who wait for something of a later command. */
export class Callers {
  readonly #unanswered = new Set<Caller>();
  readonly #waiters = new Map<string, { caller: Caller; answer: (result: unknown) => unknown }[]>();

  enter(caller: Caller, signal: AbortSignal | undefined): void {
    this.#unanswered.add(caller);
    if (signal === undefined) return;
    const abandon = () => this.#abandon(caller, signal.reason);
    signal.addEventListener('abort', abandon, { once: true });
    caller.release = () => signal.removeEventListener('abort', abandon);
  }

  resolve(caller: Caller, result: unknown): void {
    if (this.#leave(caller)) caller.resolve(result);
  }

  reject(caller: Caller, error: unknown): void {
    if (this.#leave(caller)) caller.reject(error);
  }

  rejectAll(error: unknown): void {
    for (const caller of [...this.#unanswered]) this.reject(caller, error);
    this.#waiters.clear();
  }

  /** The caller is answered at a settlement, in this turn or a later one. */
  wait(caller: Caller, waiter: NonNullable<Turn['waiter']>): void {
    const waiting = this.#waiters.get(waiter.name) ?? [];
    this.#waiters.set(waiter.name, [...waiting, { caller, answer: waiter.answer }]);
  }

  /** How to answer those who waited for this; done only once it is on disk. */
  answersOf({ waiter, outcome }: Settlement): (() => void)[] {
    const waiting = this.#waiters.get(waiter) ?? [];
    this.#waiters.delete(waiter);
    return waiting.map(({ caller, answer }) => () => {
      if ('rejection' in outcome) this.reject(caller, outcome.rejection);
      else this.resolve(caller, answer(outcome.result));
    });
  }

  #leave(caller: Caller): boolean {
    if (caller.settled) return false;
    caller.settled = true;
    caller.release?.();
    this.#unanswered.delete(caller);
    return true;
  }

  #abandon(caller: Caller, reason: unknown): void {
    this.reject(caller, reason);
    for (const [name, waiting] of this.#waiters) {
      const left = waiting.filter((one) => one.caller !== caller);
      if (left.length === 0) this.#waiters.delete(name);
      else if (left.length < waiting.length) this.#waiters.set(name, left);
    }
  }
}
