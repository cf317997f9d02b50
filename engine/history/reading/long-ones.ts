import type { Question } from '../messages.ts';

/** How long a search that took long is remembered: meanwhile the like of it is not tried by the writer first. */
const REMEMBER_MS = 30_000;
const MAX_REMEMBERED = 200;

/** Which kinds of search took long lately: those that ask for other values of the same fields are of one kind. */
export class LongOnes {
  readonly #until = new Map<string, number>();

  has(question: Question): boolean {
    return (this.#until.get(kindOf(question)) ?? 0) > performance.now();
  }

  add(question: Question): void {
    if (this.#until.size >= MAX_REMEMBERED) this.#until.clear();
    this.#until.set(kindOf(question), performance.now() + REMEMBER_MS);
  }
}

function kindOf(question: Question): string {
  return JSON.stringify(question, (key, value) => (typeof value === 'object' || WORDS.has(key) ? value : null));
}

/** What says what is asked, rather than of which values. */
const WORDS = new Set(['ask', 'entity', 'name', 'field', 'order', 'state']);
