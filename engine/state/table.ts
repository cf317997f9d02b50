import type { EntityReader } from '../processing/protocol.ts';
import type { Journal, Undoable } from './journal.ts';
import { changeOf, type RowChange } from './row-change.ts';

/** Kept in step with a table by being told of every change, undone ones included. */
export interface TableIndex<V> {
  changed(key: string, before: V | undefined, after: V | undefined): void;
}

/** A row for the store's table: its text, or null to delete it. */
export type StoredRow = [key: string, json: string | null];

/**
 * Live entities of one kind, in memory. A value is replaced as a whole and never changed in place.
 * Remembers what the store does not have yet, for its journal (written at each flush) and for its tables (written by
 * checkpoints, now and then): a row born and gone between two flushes never reaches the journal, one born and gone
 * between two checkpoints never reaches the tables, and of one that the journal knows only what changed is written.
 */
export class Table<V> implements EntityReader<V>, Undoable {
  readonly name: string;
  readonly #rows = new Map<string, V>();
  readonly #journal: Journal;
  readonly #indexes: TableIndex<V>[] = [];
  /** Rows touched since the last flush, as the journal has them: undefined for one that it does not have. */
  readonly #touched = new Map<string, V | undefined>();
  /** Rows that were flushed since the last checkpoint began; true for those that the store's table has never seen. */
  #unmoved = new Map<string, boolean>();
  /** Those of the checkpoint before: it may have brought them to the store's table, whatever became of them since. */
  #moved = new Map<string, boolean>();

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
    if (!this.#touched.has(key)) this.#touched.set(key, before);
    this.#rows.set(key, value);
    for (const index of this.#indexes) index.changed(key, before, value);
  }

  delete(key: string): void {
    const before = this.#rows.get(key);
    if (before === undefined) return;
    this.#journal.record(this as Undoable, key, before);
    if (!this.#touched.has(key)) this.#touched.set(key, before);
    this.#rows.delete(key);
    for (const index of this.#indexes) index.changed(key, before, undefined);
  }

  /** Puts back what was there. */
  undo(key: string, before: unknown): void {
    const current = this.#rows.get(key);
    if (before === undefined) this.#rows.delete(key);
    else this.#rows.set(key, before as V);
    for (const index of this.#indexes) index.changed(key, current, before as V | undefined);
  }

  /** Takes a row from the store at start. */
  load(key: string, value: V): void {
    this.#rows.set(key, value);
    for (const index of this.#indexes) index.changed(key, undefined, value);
  }

  /** What the journal must hold to be up to date. */
  takeChanges(): RowChange[] {
    const changes: RowChange[] = [];
    for (const [key, before] of this.#touched) {
      const row = this.#rows.get(key);
      const change = changeOf(key, before, row);
      if (change === undefined) continue;
      changes.push(change);
      const fresh = this.#unmoved.get(key);
      if (row === undefined && fresh === true) this.#unmoved.delete(key);
      else if (fresh === undefined) this.#unmoved.set(key, before === undefined && !this.#moved.has(key));
    }
    this.#touched.clear();
    return changes;
  }

  /** Takes the rows that the store's table lacks, to be moved one by one, each as it is when its turn comes. */
  takeUnmoved(): Iterator<StoredRow, undefined> {
    this.#moved = this.#unmoved;
    this.#unmoved = new Map();
    return this.#stored(this.#moved.keys());
  }

  *#stored(keys: Iterable<string>): Generator<StoredRow, undefined> {
    for (const key of keys) {
      const row = this.#rows.get(key);
      yield [key, row === undefined ? null : JSON.stringify(row)];
    }
  }
}
