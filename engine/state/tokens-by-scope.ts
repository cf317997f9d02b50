import type { TableIndex } from './table.ts';

const NONE: ReadonlySet<string> = new Set();
const EMPTY: readonly string[] = [];

/** Keys (`scope/gateway`) of the tokens that wait in each scope. */
export class TokensByScope implements TableIndex<unknown> {
  readonly #keys = new Map<string, Set<string>>();

  of(scopeKey: string): ReadonlySet<string> {
    return this.#keys.get(scopeKey) ?? NONE;
  }

  /** Those of now, whatever changes while they are gone through. */
  listOf(scopeKey: string): readonly string[] {
    const keys = this.#keys.size === 0 ? undefined : this.#keys.get(scopeKey);
    return keys === undefined ? EMPTY : [...keys];
  }

  changed(key: string, before: unknown, after: unknown): void {
    const scopeKey = key.slice(0, key.indexOf('/'));
    if (before === undefined) {
      const keys = this.#keys.get(scopeKey);
      if (keys === undefined) this.#keys.set(scopeKey, new Set([key]));
      else keys.add(key);
    } else if (after === undefined) {
      const keys = this.#keys.get(scopeKey);
      keys?.delete(key);
      if (keys?.size === 0) this.#keys.delete(scopeKey);
    }
  }
}
