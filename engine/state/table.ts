import type { EntityReader } from '../processing/protocol.ts';
import type { Journal, Undoable } from './journal.ts';

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
 * between two checkpoints never reaches the tables.
 */
export class Table<V> implements EntityReader<V>, Undoable {
  readonly name: string;
  readonly #rows = new Map<string, V>();
  readonly #journal: Journal;
  readonly #indexes: TableIndex<V>[] = [];
  /** Rows that differ from the journal, and those among them that it has never seen. */
  readonly #dirty = new Set<string>();
  readonly #unseen = new Set<string>();
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

  /** What the journal must hold to be up to date, as the text of a JSON array of `[key, row or null]`, or null for nothing. */
  takeChanges(): string | null {
    if (this.#dirty.size === 0) return null;
    let text = '';
    for (const key of this.#dirty) {
      const row = this.#rows.get(key);
      text += `${text === '' ? '[' : ','}[${JSON.stringify(key)},${row === undefined ? null : JSON.stringify(row)}]`;
      const fresh = this.#unmoved.get(key);
      if (row === undefined && fresh === true) this.#unmoved.delete(key);
      else if (fresh === undefined) this.#unmoved.set(key, this.#unseen.has(key) && !this.#moved.has(key));
    }
    this.#dirty.clear();
    this.#unseen.clear();
    return `${text}]`;
  }

  /** How many rows the journal lacks. */
  get changed(): number {
    return this.#dirty.size;
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
