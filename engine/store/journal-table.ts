import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { Damaged } from './damaged.ts';
import type { Meta } from './meta.ts';
import type { Batch } from './store.ts';
import { checkBytes, sumOf } from './sums.ts';

interface JournalEntry {
  readonly id: number;
  readonly position: number;
  readonly nextKey: number;
  /** Position of the last event kept for the history. */
  readonly kept: number;
  /** What changed, as `linesOf` reads it. */
  readonly lines: Uint8Array;
}

/** Number of the last entry that was cut. */
const CUT = 'cut';

/** What was committed since the last checkpoint, numbered without a gap. */
export class JournalTable {
  readonly #meta: Meta;
  readonly #add: StatementSync;
  readonly #cut: StatementSync;
  readonly #all: StatementSync;

  constructor(db: DatabaseSync, meta: Meta) {
    this.#meta = meta;
    db.exec(
      `CREATE TABLE IF NOT EXISTS journal
       (id INTEGER PRIMARY KEY, position INTEGER NOT NULL, nextKey INTEGER NOT NULL, kept INTEGER NOT NULL,
        lines BLOB NOT NULL, sum INTEGER NOT NULL) STRICT`,
    );
    this.#add = db.prepare('INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?)');
    this.#cut = db.prepare('DELETE FROM journal WHERE id <= ?');
    this.#all = db.prepare('SELECT * FROM journal ORDER BY id');
  }

  add(id: number, { position, nextKey, journal }: Pick<Batch, 'position' | 'nextKey' | 'journal'>, kept: number): void {
    this.#add.run(id, position, nextKey, kept, journal, sumOf(placeOf({ id, position, nextKey, kept }), journal));
  }

  /** From which number on entries are added: an earlier layout had cut others before. */
  startAt(id: number): void {
    this.#meta.set(CUT, id - 1);
  }

  /** Forgets the entries up to this one: the tables have what they hold. */
  cut(id: number): void {
    this.#cut.run(id);
    this.#meta.set(CUT, id);
  }

  /** Number of the last entry ever written, when all of them are cut. */
  get cutTo(): number {
    return this.#meta.get(CUT);
  }

  /** All entries, oldest first. */
  *entries(): Generator<JournalEntry, undefined> {
    let next = this.cutTo + 1;
    for (const { sum, ...entry } of this.#all.iterate() as unknown as Iterable<JournalEntry & { sum: number }>) {
      if (entry.id !== next) throw new Damaged(`entry '${next}' of its journal is lacking`);
      checkBytes('entry of its journal', placeOf(entry), entry.lines, sum);
      next += 1;
      yield entry;
    }
  }
}

function placeOf({ id, position, nextKey, kept }: Omit<JournalEntry, 'lines'>): string {
  return `${id} ${position} ${nextKey} ${kept}`;
}
