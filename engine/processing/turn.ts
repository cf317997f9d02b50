import { applyEvent } from '../state/appliers/index.ts';
import type { State } from '../state/state.ts';
import type { StateView } from '../state/state-view.ts';
import type { Rules } from './behavior.ts';
import { ModelFault } from './fault.ts';
import type { KeyGenerator } from './keys.ts';
import type { Models } from './models.ts';
import type { AnyEvent, EventType, EventValues, Instant, Key } from './protocol.ts';
import type { Rejection } from './rejection.ts';

/** One move of one instance. `about` is the instance that gets the incident if the model is at fault. */
export interface Step {
  about: Key;
  run(turn: Turn): void;
}

/** What came of something that a caller waits for: see `Turn.settle`. */
export interface Settlement {
  waiter: string;
  outcome: { result: unknown } | { rejection: Rejection };
}

/** What all turns of an engine share. */
export interface TurnParts {
  readonly state: State;
  readonly models: Models;
  readonly keys: KeyGenerator;
  readonly rules: Rules;
}

/** More activations than this without a wait is a loop in the model. */
const MAX_ACTIVATIONS = 10_000;
/** More text than this cannot be one command's: it is held in memory several times until it is on disk. */
const MAX_WRITTEN = 64_000_000;

/**
 * The playing of one command: events are recorded and applied as they come, and all undone if it is refused.
 * Everything it reads of the world is here: state, models, rules, and the time as a number.
 */
export class Turn {
  readonly now: Instant;
  readonly state: StateView;
  readonly models: Models;
  readonly rules: Rules;
  readonly events: AnyEvent[] = [];
  readonly settlements: Settlement[] = [];
  /** Types of the jobs that became available, one for each. */
  readonly availableTypes: string[] = [];
  /** Set by a command whose answer comes later: at the settlement of this name, made of its result. */
  waiter: { name: string; answer: (result: unknown) => unknown } | undefined;

  readonly #state: State;
  readonly #keys: KeyGenerator;
  readonly #steps: Step[] = [];
  readonly #postponed: Step[] = [];
  readonly #firstPosition: number;
  #activations = 0;
  #written = 0;

  constructor({ state, models, keys, rules }: TurnParts, now: Instant, position: number) {
    this.#state = state;
    this.state = state;
    this.models = models;
    this.rules = rules;
    this.#keys = keys;
    this.now = now;
    this.#firstPosition = position + 1;
  }

  newKey(): Key {
    return this.#keys.key();
  }

  newKeys(count: number): Key {
    return this.#keys.keys(count);
  }

  /** Records a fact and makes it true. */
  emit<T extends EventType>(type: T, key: Key, value: EventValues[T]): void {
    const position = this.#firstPosition + this.events.length;
    const event = { position, type, key, time: this.now, value } as AnyEvent;
    this.events.push(event);
    applyEvent(this.#state, event);
  }

  /** The command is answered when this is settled, now or in a later turn. */
  waitFor(name: string, answer: (result: unknown) => unknown = (result) => result): void {
    this.waiter = { name, answer };
  }

  /** Has a move played after those already asked for. */
  next(about: Key, run: (turn: Turn) => void): void {
    this.#steps.push({ about, run });
  }

  /** Has moves played one by one, in this order, each with all that it sets off before the next one. */
  oneByOne(moves: readonly Step[]): void {
    // the next one is taken from the end: what a move postpones in turn comes before its siblings
    for (let i = moves.length - 1; i >= 0; i--) this.#postponed.push(moves[i] as Step);
  }

  /** Answers whoever waits under this name, once this turn is on disk. */
  settle(waiter: string, outcome: Settlement['outcome']): void {
    this.settlements.push({ waiter, outcome });
  }

  /** Counts an activation; too many in one turn are a loop without a wait, which would hold everyone else. */
  countActivation(): void {
    if (++this.#activations <= MAX_ACTIVATIONS) return;
    throw new ModelFault(
      'UNKNOWN',
      `More than ${MAX_ACTIVATIONS} elements were entered without a wait: the model loops without end, or does too much at once`,
    );
  }

  /** About how many characters of variables and the like the turn writes. */
  get written(): number {
    return this.#written;
  }

  /** Counts what is about to be written; too much in one turn would be too much for the memory. */
  countWritten(characters: number): void {
    this.requireRoom(characters);
    this.#written += characters;
  }

  /** Throws when so many characters more would be too many: before they are made. */
  requireRoom(characters: number): void {
    if (this.#written + characters <= MAX_WRITTEN) return;
    throw new ModelFault(
      'MESSAGE_SIZE_EXCEEDED',
      `More than ${MAX_WRITTEN} characters of variables were written without a wait`,
    );
  }

  /** Plays every move asked for. A fault of the model undoes its own move only, and goes to `onFault`. */
  run(onFault: (turn: Turn, about: Key, fault: ModelFault) => void): void {
    for (let played = 0; ; ) {
      const step = played < this.#steps.length ? this.#steps[played++] : this.#postponed.pop();
      if (step === undefined) return;
      const mark = this.#state.journal.mark();
      const events = this.events.length;
      const steps = this.#steps.length;
      const postponed = this.#postponed.length;
      const settlements = this.settlements.length;
      const written = this.#written;
      try {
        step.run(this);
      } catch (error) {
        if (!(error instanceof ModelFault)) throw error;
        this.#state.journal.rollback(mark);
        this.events.length = events;
        this.#steps.length = steps;
        this.#postponed.length = postponed;
        this.settlements.length = settlements;
        this.#written = written;
        onFault(this, step.about, error);
      }
    }
  }
}
