import type { TableIndex } from './table.ts';

const NONE: ReadonlySet<string> = new Set();

/** Keys of the rows that belong to a group (children of a scope, jobs of a type…), oldest first. */
export class GroupIndex<V> implements TableIndex<V> {
  readonly #groupOf: (row: V) => string | undefined;
  readonly #groups = new Map<string, Set<string>>();

  constructor(groupOf: (row: V) => string | undefined) {
    this.#groupOf = groupOf;
  }

  of(group: string): ReadonlySet<string> {
    return this.#groups.get(group) ?? NONE;
  }

  first(group: string): string | undefined {
    return this.#groups.get(group)?.values().next().value;
  }

  changed(key: string, before: V | undefined, after: V | undefined): void {
    const from = before === undefined ? undefined : this.#groupOf(before);
    const to = after === undefined ? undefined : this.#groupOf(after);
    if (from === to) return;
    if (from !== undefined) this.#remove(from, key);
    if (to !== undefined) this.#add(to, key);
  }

  #add(group: string, key: string): void {
    const keys = this.#groups.get(group);
    if (keys === undefined) this.#groups.set(group, new Set([key]));
    else keys.add(key);
  }

  #remove(group: string, key: string): void {
    const keys = this.#groups.get(group);
    if (keys === undefined) return;
    keys.delete(key);
    if (keys.size === 0) this.#groups.delete(group);
  }
}
