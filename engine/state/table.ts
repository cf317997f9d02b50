import type { EntityReader } from '../processing/protocol.ts';
import type { Journal, Undoable } from './journal.ts';

/** Kept in step with a table by being told of every change, undone ones included. */
export interface TableIndex<V> {
  changed(key: string, before: V | undefined, after: V | undefined): void;
}

/** Changes of one table since the last flush: text to store, or null to delete. */
export type TableChanges = [key: string, json: string | null][];

/**
 * Live entities of one kind, in memory. A value is replaced as a whole and never changed in place.
 * Remembers which rows the store does not have yet: a row born and gone between two flushes never reaches the disk.
 */
export class Table<V> implements EntityReader<V>, Undoable {
  readonly name: string;
  readonly #rows = new Map<string, V>();
  readonly #journal: Journal;
  readonly #indexes: TableIndex<V>[] = [];
  /** Rows that differ from the store. */
  readonly #dirty = new Set<string>();
  /** Rows that the store has never seen. */
  readonly #unseen = new Set<string>();

  constructor(name: string, journal: Journal) {
    this.name = name;
    this.#journal = journal;
  }

  indexedBy<I extends TableIndex<V>>(index: I): I {
    this.#indexes.push(index);
    return index;
  }

  get size(): number {
    return this.#rows.size;
  }

  get(key: string): V | undefined {
    return this.#rows.get(key);
  }

  /** The row, which must be there: an absent one is a fault of the engine. */
  must(key: string): V {
    const row = this.#rows.get(key);
    if (row === undefined) throw new Error(`No row '${key}' in '${this.name}'`);
    return row;
  }

  has(key: string): boolean {
    return this.#rows.has(key);
  }

  values(): IterableIterator<V> {
    return this.#rows.values();
  }

  keys(): IterableIterator<string> {
    return this.#rows.keys();
  }

  set(key: string, value: V): void {
    const before = this.#rows.get(key);
    this.#journal.record(this as Undoable, key, before);
    if (before === undefined && !this.#dirty.has(key)) this.#unseen.add(key);
    this.#dirty.add(key);
    this.#rows.set(key, value);
    for (const index of this.#indexes) index.changed(key, before, value);
  }

  delete(key: string): void {
    const before = this.#rows.get(key);
    if (before === undefined) return;
    this.#journal.record(this as Undoable, key, before);
    if (this.#unseen.delete(key)) this.#dirty.delete(key);
    else this.#dirty.add(key);
    this.#rows.delete(key);
    for (const index of this.#indexes) index.changed(key, before, undefined);
  }

  /** Puts back what was there. The row counts as known to the store: deleting an unknown row there does no harm. */
  undo(key: string, before: unknown): void {
    const current = this.#rows.get(key);
    if (before === undefined) {
      if (this.#unseen.delete(key)) this.#dirty.delete(key);
      else this.#dirty.add(key);
      this.#rows.delete(key);
    } else {
      this.#dirty.add(key);
      this.#rows.set(key, before as V);
    }
    for (const index of this.#indexes) index.changed(key, current, before as V | undefined);
  }

  /** Takes a row from the store at start. */
  load(key: string, value: V): void {
    this.#rows.set(key, value);
    for (const index of this.#indexes) index.changed(key, undefined, value);
  }

  /** What the store must write to be up to date, and considers it done. */
  takeChanges(): TableChanges {
    const changes: TableChanges = [];
    for (const key of this.#dirty) {
      const row = this.#rows.get(key);
      changes.push([key, row === undefined ? null : JSON.stringify(row)]);
    }
    this.#dirty.clear();
    this.#unseen.clear();
    return changes;
  }
}
