import { FaultyExpression } from './faulty-expression.ts';
import { runWatched } from './watched.ts';

/** Largest text or document that an expression may make or hand to a function, in characters: what a command may carry. */
export const MAX_TEXT = 4_000_000;
/** Deepest nesting of a value: what JSON readers accept by default. */
export const MAX_NESTING = 1_000;
/** Most items of a list that an expression makes. */
const MAX_ITEMS = 1_000_000;
/** Most turns of all the loops of one evaluation. */
const MAX_TURNS = 200_000;
/** Maximum time of one expression. A thousand times what an honest one needs. */
const LIMIT_MS = 1_000;
/** Maximum time of all the expressions of one command: a loop of slow ones must not hold the engine either. */
const COMMAND_LIMIT_MS = 3_000;
/** Work between two looks at the clock: about a tenth of a millisecond. */
const LOOK_EVERY = 1_000;
/** Characters and items that a function goes through in the time of one step. */
const CHARACTERS_A_STEP = 100;
const ITEMS_A_STEP = 10;

/** Time that the command under way has left. Evaluation is synchronous, so one account is enough. */
let leftMs = COMMAND_LIMIT_MS;

/** A new command begins, with all its time before it. */
export function refillEvaluationTime(): void {
  leftMs = COMMAND_LIMIT_MS;
}

/** What one evaluation may take: whatever loops, calls or goes through a value pays here, before it does so. */
export class Budget {
  readonly #text: string;
  #turns = 0;
  #steps = 0;
  #began: number | undefined;
  #until = 0;

  /** `text`: the expression, to name it when it is stopped. */
  constructor(text: string) {
    this.#text = text;
  }

  /** The time that it took, if anybody looked, is taken from the command's. */
  close(): void {
    if (this.#began !== undefined) leftMs -= performance.now() - this.#began;
  }

  /** Some steps of work, each about what it takes to evaluate an operator. */
  spend(steps: number): void {
    this.#steps += steps;
    if (this.#steps < LOOK_EVERY) return;
    this.#steps = 0;
    this.#look();
  }

  /** So many turns of a loop, before the first of them. */
  turn(times: number): void {
    this.#turns += times;
    if (this.#turns > MAX_TURNS)
      throw new FaultyExpression(`The loops of the expression turn more than ${MAX_TURNS} times`);
    this.spend(times);
  }

  /** What a function is given, or gives. */
  weigh(value: unknown): void {
    if (typeof value === 'string') {
      this.text(value.length);
      this.spend(value.length / CHARACTERS_A_STEP);
    } else if (Array.isArray(value)) {
      this.items(value.length);
      this.spend(value.length / ITEMS_A_STEP);
    }
  }

  /** A text of so many characters is about to be made, or was. */
  text(characters: number): void {
    if (characters > MAX_TEXT)
      throw new FaultyExpression(`The expression makes a text of more than ${MAX_TEXT} characters`);
  }

  /** A list of so many items is about to be made, or was. */
  items(count: number): void {
    if (count > MAX_ITEMS) throw new FaultyExpression(`The expression makes a list of more than ${MAX_ITEMS} items`);
  }

  /** Something that cannot count its steps and may never end, like the search of a pattern. */
  watched<T>(run: () => T): T {
    this.#look();
    const left = Math.ceil(this.#until - performance.now());
    if (left < 1) throw this.#tooLong();
    return runWatched(run, left, () => this.#tooLong());
  }

  #look(): void {
    const now = performance.now();
    if (this.#began === undefined) {
      this.#began = now;
      this.#until = now + Math.min(LIMIT_MS, leftMs);
      if (leftMs < 1)
        throw new FaultyExpression(
          `The expressions of one command ran longer than ${COMMAND_LIMIT_MS} ms, before '${this.#text.slice(0, 100)}'`,
        );
    }
    if (now >= this.#until) throw this.#tooLong();
  }

  #tooLong(): FaultyExpression {
    const limit = Math.ceil(this.#until - (this.#began ?? 0));
    return new FaultyExpression(`The expression '${this.#text.slice(0, 100)}' ran longer than ${limit} ms`);
  }
}
