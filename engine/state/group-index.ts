import type { BirthOf, TableIndex } from './table.ts';

const NONE: ReadonlySet<string> = new Set();
const EMPTY: readonly string[] = [];

/**
 * Keys of the rows that belong to a group (children of a scope, jobs of a type…), oldest first. Most groups hold one
 * key: it is kept as it is, a set is made for the second.
 */
export class GroupIndex<V> implements TableIndex<V> {
  readonly #groupOf: (row: V, key: string) => string | undefined;
  readonly #groups = new Map<string, string | Set<string>>();
  /** Groups where a row came back that had left: they are put in order when they are asked for. */
  readonly #disordered = new Map<string, BirthOf>();

  constructor(groupOf: (row: V, key: string) => string | undefined) {
    this.#groupOf = groupOf;
  }

  of(group: string): ReadonlySet<string> {
    const keys = this.#keysOf(group);
    if (keys === undefined) return NONE;
    return typeof keys === 'string' ? new Set([keys]) : keys;
  }

  /** Those of now, whatever changes while they are gone through. */
  listOf(group: string): readonly string[] {
    const keys = this.#keysOf(group);
    if (keys === undefined) return EMPTY;
    return typeof keys === 'string' ? [keys] : [...keys];
  }

  first(group: string): string | undefined {
    const keys = this.#keysOf(group);
    return typeof keys === 'object' ? keys.values().next().value : keys;
  }

  changed(key: string, before: V | undefined, after: V | undefined, birthOf?: BirthOf): void {
    const from = before === undefined ? undefined : this.#groupOf(before, key);
    const to = after === undefined ? undefined : this.#groupOf(after, key);
    if (from === to) return;
    if (from !== undefined) this.#remove(from, key);
    if (to === undefined) return;
    this.#add(to, key);
    if (birthOf !== undefined && typeof this.#groups.get(to) === 'object') this.#disordered.set(to, birthOf);
  }

  #keysOf(group: string): string | Set<string> | undefined {
    if (this.#disordered.size > 0) this.#putInOrder(group);
    // many kinds of things are seldom there at all, and looked for at each step
    return this.#groups.size === 0 ? undefined : this.#groups.get(group);
  }

  #putInOrder(group: string): void {
    const birthOf = this.#disordered.get(group);
    this.#disordered.delete(group);
    const keys = this.#groups.get(group);
    if (birthOf === undefined || typeof keys !== 'object') return;
    this.#groups.set(group, new Set([...keys].sort((a, b) => birthOf(a) - birthOf(b))));
  }

  #add(group: string, key: string): void {
    const keys = this.#groups.get(group);
    if (keys === undefined) this.#groups.set(group, key);
    else if (typeof keys === 'object') keys.add(key);
    else if (keys !== key) this.#groups.set(group, new Set([keys, key]));
  }

  #remove(group: string, key: string): void {
    const keys = this.#groups.get(group);
    const isLast = keys === key || (typeof keys === 'object' && keys.delete(key) && keys.size === 0);
    if (!isLast) return;
    this.#groups.delete(group);
    if (this.#disordered.size > 0) this.#disordered.delete(group);
  }
}
