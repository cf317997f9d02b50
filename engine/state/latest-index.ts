import type { TableIndex } from './table.ts';

/** All versions of each id, oldest first: which is the latest, which one bears a version or a tag. */
export class LatestIndex<V> implements TableIndex<V> {
  readonly #idOf: (row: V) => string | undefined;
  readonly #versionOf: (row: V) => number;
  readonly #versions = new Map<string, V[]>();

  /** `idOf`: undefined leaves a row out. */
  constructor(idOf: (row: V) => string | undefined, versionOf: (row: V) => number) {
    this.#idOf = idOf;
    this.#versionOf = versionOf;
  }

  all(id: string): readonly V[] {
    return this.#versions.get(id) ?? [];
  }

  latest(id: string): V | undefined {
    return this.#versions.get(id)?.at(-1);
  }

  changed(_key: string, before: V | undefined, after: V | undefined): void {
    if (before !== undefined) this.#remove(before);
    if (after !== undefined) this.#add(after);
  }

  #remove(row: V): void {
    const id = this.#idOf(row);
    if (id === undefined) return;
    const left = this.all(id).filter((other) => this.#versionOf(other) !== this.#versionOf(row));
    if (left.length === 0) this.#versions.delete(id);
    else this.#versions.set(id, left);
  }

  #add(row: V): void {
    const id = this.#idOf(row);
    if (id === undefined) return;
    const rows = [...this.all(id), row].sort((a, b) => this.#versionOf(a) - this.#versionOf(b));
    this.#versions.set(id, rows);
  }
}
