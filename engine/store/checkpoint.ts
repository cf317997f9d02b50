import type { StoredRow } from '../state/table.ts';

/** What a checkpoint reads of a table of live rows. */
interface Movable {
  readonly name: string;
  takeUnmoved(): Iterator<StoredRow, undefined>;
}

/** One stretch of a checkpoint: rows to write with a commit, in the same transaction. */
export interface CheckpointSlice {
  /** The first stretch: what the journal holds so far is what the checkpoint will make superfluous. */
  readonly begins: boolean;
  /** The last one: the journal can be cut up to where it was at the beginning. */
  readonly ends: boolean;
  readonly rows: readonly [table: string, rows: readonly StoredRow[]][];
}

/** So much text in the journal makes a checkpoint due. */
const DUE_BYTES = 24_000_000;
/** Rows moved with one commit: few enough for nobody to notice, but more than it changes, or the end would recede. */
const SLICE_ROWS = 500;
const PER_CHANGE = 2;

/**
 * Moves live rows to the store's tables, so that the journal can be cut and a start need not replay all of it. It goes
 * along with commits, a slice each: a slice holds rows as they are with that commit, so the tables are never ahead of
 * what is acknowledged, and replaying the journal over them is right however far a checkpoint came.
 */
export class Checkpoint {
  readonly #tables: readonly Movable[];
  readonly #dueBytes: number;
  readonly #sliceRows: number;
  #bytes = 0;
  #moving: Iterator<[table: string, row: StoredRow], undefined> | undefined;

  constructor(tables: readonly Movable[], { dueBytes = DUE_BYTES, sliceRows = SLICE_ROWS } = {}) {
    this.#tables = tables;
    this.#dueBytes = dueBytes;
    this.#sliceRows = sliceRows;
  }

  /** What goes along with a commit that changes so many rows, in a journal entry of this length, already taken. */
  next({ changed, length }: { changed: number; length: number }): CheckpointSlice | null {
    this.#bytes += length;
    const begins = this.#moving === undefined && this.#bytes > this.#dueBytes;
    if (begins) {
      this.#bytes = 0;
      // every table is taken at this moment, before any row is
      this.#moving = inTurn(this.#tables.map((table) => [table.name, table.takeUnmoved()] as const));
    }
    if (this.#moving === undefined) return null;
    const rows = new Map<string, StoredRow[]>();
    const size = Math.max(this.#sliceRows, changed * PER_CHANGE);
    for (let count = 0; count < size; count++) {
      const next = this.#moving.next();
      if (next.done) {
        this.#moving = undefined;
        return { begins, ends: true, rows: [...rows] };
      }
      const [table, row] = next.value;
      const taken = rows.get(table);
      if (taken === undefined) rows.set(table, [row]);
      else taken.push(row);
    }
    return { begins, ends: false, rows: [...rows] };
  }
}

function* inTurn(
  taken: readonly (readonly [table: string, rows: Iterator<StoredRow, undefined>])[],
): Generator<[table: string, row: StoredRow], undefined> {
  for (const [table, rows] of taken) {
    for (let next = rows.next(); !next.done; next = rows.next()) yield [table, next.value];
  }
}
