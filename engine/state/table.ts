import type { EntityReader } from '../processing/protocol.ts';
import type { Journal, Undoable } from './journal.ts';
import { changeOf, type RowChange } from './row-change.ts';

/** When the row of a key was born, as a number that grows. */
export type BirthOf = (key: string) => number;

/** Kept in step with a table by being notified of every change. */
export interface TableIndex<V> {
  /** `birthOf` is given when a change is undone: what comes back takes its former place, not the last one. */
  changed(key: string, before: V | undefined, after: V | undefined, birthOf?: BirthOf): void;
}

/** A row for the store's table: its text, or null to delete it. */
export type StoredRow = [key: string, json: string | null];

/** Where a row lives, from its birth to its end; one born again under its key has another. */
interface Place<V> {
  readonly key: string;
  readonly birth: number;
  /** Undefined once it is gone. */
  row: V | undefined;
  /** The row as the store's journal has it; undefined when it does not. */
  journaled: V | undefined;
  /** It is among those that the next flush looks at. */
  isTouched: boolean;
  /** It is among those that the next checkpoint moves. */
  isUnmoved: boolean;
  /** The store's table may have it. */
  isStored: boolean;
}

/**
 * Live entities of one kind, in memory. A value is replaced as a whole and never changed in place.
 * Remembers what the store does not have yet, for its journal (written at each flush) and for its tables (written by
 * checkpoints, now and then): a row born and gone between two flushes never reaches the journal, one born and gone
 * between two checkpoints never reaches the tables, and of one that the journal knows only what changed is written.
 */
export class Table<V> implements EntityReader<V>, Undoable<Place<V>> {
  readonly name: string;
  #places = new Map<string, Place<V>>();
  #births = 0;
  /** A row came back that was deleted: it stands last until someone goes through all. */
  #isDisordered = false;
  readonly #journal: Journal;
  readonly #indexes: TableIndex<V>[] = [];
  /** In the order in which they were touched: of two places of one key, the one that is gone comes first. */
  #touched: Place<V>[] = [];
  #unmoved: Place<V>[] = [];

  constructor(name: string, journal: Journal) {
    this.name = name;
    this.#journal = journal;
  }

  indexedBy<I extends TableIndex<V>>(index: I): I {
    this.#indexes.push(index);
    return index;
  }

  get size(): number {
    return this.#places.size;
  }

  get(key: string): V | undefined {
    return this.#places.get(key)?.row;
  }

  /** The row, which must be there: an absent one is a fault of the engine. */
  must(key: string): V {
    const row = this.#places.get(key)?.row;
    if (row === undefined) throw new Error(`No row '${key}' in '${this.name}'`);
    return row;
  }

  has(key: string): boolean {
    return this.#places.has(key);
  }

  /** In the order of their births. */
  *values(): Generator<V, undefined> {
    for (const { row } of this.#inOrder().values()) if (row !== undefined) yield row;
  }

  keys(): IterableIterator<string> {
    return this.#inOrder().keys();
  }

  /** A row under a key that has none. */
  add(key: string, row: V): void {
    this.#replace(this.#make(key, false), row);
  }

  set(key: string, row: V): void {
    this.#replace(this.#places.get(key) ?? this.#make(key, false), row);
  }

  /** Replaces a row, which must be there, by what is made of it. */
  change(key: string, make: (row: V) => V): void {
    const place = this.#places.get(key);
    if (place?.row === undefined) throw new Error(`No row '${key}' in '${this.name}'`);
    this.#replace(place, make(place.row));
  }

  /** Answers the row that was there. */
  delete(key: string): V | undefined {
    const place = this.#places.size === 0 ? undefined : this.#places.get(key);
    if (place === undefined) return undefined;
    const before = place.row;
    this.#journal.record(this, place, before);
    this.#touch(place);
    place.row = undefined;
    this.#places.delete(key);
    for (const index of this.#indexes) index.changed(key, before, undefined);
    return before;
  }

  /** Puts back what was there. */
  undo(place: Place<V>, before: unknown): void {
    const current = place.row;
    place.row = before as V | undefined;
    if (before === undefined) this.#places.delete(place.key);
    else if (current === undefined) {
      this.#places.set(place.key, place);
      this.#isDisordered = true;
    }
    for (const index of this.#indexes) index.changed(place.key, current, place.row, this.#birthOf);
  }

  /** Takes a row from the store at start. */
  load(key: string, row: V): void {
    const place = this.#make(key, true);
    place.row = row;
    place.journaled = row;
    for (const index of this.#indexes) index.changed(key, undefined, row);
  }

  /** What the journal must hold to be up to date. */
  takeChanges(): RowChange[] {
    const touched = this.#touched;
    if (touched.length === 0) return [];
    this.#touched = [];
    const changes: RowChange[] = [];
    for (const place of touched) {
      place.isTouched = false;
      const change = changeOf(place.key, place.journaled, place.row);
      if (change === undefined) continue;
      changes.push(change);
      place.journaled = place.row;
      if (place.isUnmoved) continue;
      place.isUnmoved = true;
      this.#unmoved.push(place);
    }
    return changes;
  }

  /** Nobody will ask for the changes: the store keeps nothing. */
  forgetChanges(): void {
    for (const place of this.#touched) place.isTouched = false;
    this.#touched = [];
  }

  /** Takes the rows that the store's table lacks, to be moved one by one, each as it is when its turn comes. */
  takeUnmoved(): Iterator<StoredRow, undefined> {
    const moved = this.#unmoved.filter((place) => place.row !== undefined || place.isStored);
    for (const place of this.#unmoved) place.isUnmoved = false;
    // from now on any of them may get there, whatever becomes of it
    for (const place of moved) place.isStored = true;
    this.#unmoved = [];
    return this.#stored(moved);
  }

  *#stored(places: Iterable<Place<V>>): Generator<StoredRow, undefined> {
    for (const { key, row } of places) yield [key, row === undefined ? null : JSON.stringify(row)];
  }

  readonly #birthOf: BirthOf = (key) => this.#places.get(key)?.birth ?? 0;

  #inOrder(): ReadonlyMap<string, Place<V>> {
    if (this.#isDisordered) this.#places = new Map([...this.#places].sort(([, a], [, b]) => a.birth - b.birth));
    this.#isDisordered = false;
    return this.#places;
  }

  #make(key: string, isStored: boolean): Place<V> {
    const birth = ++this.#births;
    const place = { key, birth, row: undefined, journaled: undefined, isTouched: false, isUnmoved: false, isStored };
    this.#places.set(key, place);
    return place;
  }

  #replace(place: Place<V>, row: V): void {
    const before = place.row;
    this.#journal.record(this, place, before);
    this.#touch(place);
    place.row = row;
    for (const index of this.#indexes) index.changed(place.key, before, row);
  }

  #touch(place: Place<V>): void {
    if (place.isTouched) return;
    place.isTouched = true;
    this.#touched.push(place);
  }
}
