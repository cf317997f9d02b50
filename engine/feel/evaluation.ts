import { Budget } from './budget.ts';
import type { Value } from './values.ts';

/** Finds a variable by name; undefined when there is none. */
export type Lookup = (name: string) => Value;

/** A loop over what is missing has one for each turn. */
const MAX_WARNINGS = 20;

/** One evaluation of one expression, from beginning to end. */
export class Evaluation {
  /** What `now()` answers, in milliseconds since 1970. */
  readonly now: number;
  readonly budget: Budget;
  readonly warnings: string[] = [];

  constructor(text: string, now: number) {
    this.now = now;
    this.budget = new Budget(text);
  }

  /** Why something is null: for whoever reads an incident, or tries an expression out. Values are worded only when asked. */
  warn(message: string | (() => string)): null {
    if (this.warnings.length < MAX_WARNINGS) this.warnings.push(typeof message === 'string' ? message : message());
    return null;
  }
}

/** The names that can be seen from a place of an expression, the nearest first. */
export class Scope {
  readonly evaluation: Evaluation;
  readonly #lookup: Lookup;
  readonly #around: Scope | null;

  private constructor(evaluation: Evaluation, lookup: Lookup, around: Scope | null) {
    this.evaluation = evaluation;
    this.#lookup = lookup;
    this.#around = around;
  }

  static root(evaluation: Evaluation, lookup: Lookup): Scope {
    return new Scope(evaluation, lookup, null);
  }

  /** This one, with names in front of it. */
  with(names: { readonly [name: string]: Value }): Scope {
    return new Scope(this.evaluation, (name) => (Object.hasOwn(names, name) ? names[name] : undefined), this);
  }

  /** The value of a name; undefined where nothing bears it. */
  find(name: string): Value {
    for (let scope: Scope | null = this; scope !== null; scope = scope.#around) {
      const found = scope.#lookup(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}
