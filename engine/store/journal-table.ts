import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { Damaged } from './damaged.ts';
import type { Meta } from './meta.ts';
import type { Batch, JournalChanges } from './store.ts';
import { check, sumOf } from './sums.ts';

/** The text of a journal entry. */
interface JournalEntry extends Pick<Batch, 'position' | 'nextKey'> {
  /** Position of the last event kept for the history; absent in entries of an earlier layout. */
  readonly kept?: number;
  readonly changes: JournalChanges;
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
      'CREATE TABLE IF NOT EXISTS journal (id INTEGER PRIMARY KEY, entry TEXT NOT NULL, sum INTEGER NOT NULL) STRICT',
    );
    this.#add = db.prepare('INSERT INTO journal VALUES (?, ?, ?)');
    this.#cut = db.prepare('DELETE FROM journal WHERE id <= ?');
    this.#all = db.prepare('SELECT id, entry, sum FROM journal ORDER BY id');
  }

  add(id: number, { position, nextKey, journal }: Batch, kept: number): void {
    this.#write(id, `{"position":${position},"nextKey":${nextKey},"kept":${kept},"changes":${journal}}`);
  }

  /** An entry as an earlier layout wrote it; the first of them says from where on they are numbered. */
  takeOver(id: number, entry: string, isFirst: boolean): void {
    if (isFirst) this.#meta.set(CUT, id - 1);
    this.#write(id, entry);
  }

  /** Forgets the entries up to this one: the tables have what they tell. */
  cut(id: number): void {
    this.#cut.run(id);
    this.#meta.set(CUT, id);
  }

  /** Number of the last entry ever written, when all of them are cut. */
  get cutTo(): number {
    return this.#meta.get(CUT);
  }

  /** All entries, oldest first. */
  *entries(): Generator<JournalEntry & { id: number }, undefined> {
    let next = this.cutTo + 1;
    for (const row of this.#all.iterate() as Iterable<{ id: number; entry: string; sum: number }>) {
      const { id, entry, sum } = row;
      if (id !== next) throw new Damaged(`entry '${next}' of its journal is lacking`);
      check('entry of its journal', id, entry, sum);
      next += 1;
      yield { id, ...(JSON.parse(entry) as JournalEntry) };
    }
  }

  #write(id: number, entry: string): void {
    this.#add.run(id, entry, sumOf(id, entry));
  }
}
