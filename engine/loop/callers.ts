import type { CommandType } from '../processing/protocol.ts';
import type { Settlement, Turn } from '../processing/turn.ts';
import type { DueCommand } from './due.ts';

/** A command and whoever waits for its answer: answered once, by result, refusal or its own timeout. */
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

/** What a caller will be answered. */
export interface Answer {
  readonly caller: Caller;
  readonly outcome: Settlement['outcome'];
}

const NOBODY: readonly Answer[] = [];

/** How callers are answered; and those who wait for something of a later command. */
export class Callers {
  readonly #waiters = new Map<string, { caller: Caller; answer: (result: unknown) => unknown }[]>();

  enter(caller: Caller, signal: AbortSignal | undefined): void {
    if (signal === undefined) return;
    const abandon = () => this.#abandon(caller, signal.reason);
    signal.addEventListener('abort', abandon, { once: true });
    caller.release = () => signal.removeEventListener('abort', abandon);
  }

  give({ caller, outcome }: Answer): void {
    if ('rejection' in outcome) this.reject(caller, outcome.rejection);
    else if (this.#leave(caller)) caller.resolve(outcome.result);
  }

  reject(caller: Caller, error: unknown): void {
    if (this.#leave(caller)) caller.reject(error);
  }

  /** Refuses those who wait for a later command. */
  rejectWaiters(error: unknown): void {
    const waiting = [...this.#waiters.values()].flat();
    this.#waiters.clear();
    for (const { caller } of waiting) this.reject(caller, error);
  }

  /** The caller is answered at a settlement, in this turn or a later one. */
  wait(caller: Caller, waiter: NonNullable<Turn['waiter']>): void {
    const waiting = this.#waiters.get(waiter.name) ?? [];
    this.#waiters.set(waiter.name, [...waiting, { caller, answer: waiter.answer }]);
  }

  /** What those who waited for this are answered, once it is on disk. */
  answersOf({ waiter, outcome }: Settlement): readonly Answer[] {
    const waiting = this.#waiters.get(waiter);
    if (waiting === undefined) return NOBODY;
    this.#waiters.delete(waiter);
    return waiting.map(({ caller, answer }) =>
      'rejection' in outcome ? { caller, outcome } : { caller, outcome: { result: answer(outcome.result) } },
    );
  }

  #leave(caller: Caller): boolean {
    if (caller.settled) return false;
    caller.settled = true;
    caller.release?.();
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
