import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { StoredRow } from '../state/table.ts';
import { Damaged } from './damaged.ts';
import type { Meta } from './meta.ts';
import type { StoredPage } from './store.ts';
import { check, sumOf, withSum } from './sums.ts';

/** Rows are read back in pages of this many, and of about so many characters: files of a deployment are long. */
const ROWS_PER_PAGE = 500;
const PAGE_CHARACTERS = 1_000_000;

/** The rows of one kind of entity, in the engine's file. */
export class StoredTable {
  readonly #name: string;
  /** Where the sum of all its rows is kept: one that gets lost is noticed, too. */
  readonly #meta: Meta;
  readonly #sumName: string;
  readonly #upsert: StatementSync;
  readonly #delete: StatementSync;
  readonly #sum: StatementSync;
  readonly #row: StatementSync;
  readonly #all: StatementSync;
  readonly #asStored: StatementSync;

  constructor(db: DatabaseSync, name: string, meta: Meta) {
    this.#name = name;
    this.#meta = meta;
    this.#sumName = `sum of ${name}`;
    // without rowid: an index beside could be damaged alone, and rows be written twice
    db.exec(
      `CREATE TABLE IF NOT EXISTS "${name}"
       (key TEXT PRIMARY KEY, json TEXT NOT NULL, sum INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
    );
    this.#upsert = db.prepare(
      `INSERT INTO "${name}" VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET json = excluded.json, sum = excluded.sum`,
    );
    this.#delete = db.prepare(`DELETE FROM "${name}" WHERE key = ?`);
    // named again: else it is the file that says how a column is called, and a bit may turn in a name
    this.#sum = db.prepare(`SELECT sum AS sum FROM "${name}" WHERE key = ?`);
    this.#row = db.prepare(`SELECT json AS json FROM "${name}" WHERE key = ?`);
    // the engine's keys are numbers of sixteen digits: in the order of their texts they are in their own
    this.#all = db.prepare(`SELECT key, json FROM "${name}" ORDER BY key`);
    this.#all.setReturnArrays(true);
    this.#asStored = db.prepare(`SELECT key, json, sum FROM "${name}"`);
    this.#asStored.setReturnArrays(true);
  }

  /**
   * To be done before anything is written: a row whose key is damaged is not found where it is looked for, and what
   * should have replaced it would stand beside it.
   */
  verify(): void {
    let all = 0;
    for (const [key, json, sum] of this.#asStored.iterate() as Iterable<unknown> as Iterable<
      [string, string, number]
    >) {
      check(`row of '${this.#name}'`, key, json, sum);
      all = withSum(all, sum);
    }
    if (all !== this.#meta.get(this.#sumName)) throw new Damaged(`rows of '${this.#name}' are lacking, or too many`);
  }

  row(key: string): string | undefined {
    return (this.#row.get(key) as { json: string } | undefined)?.json;
  }

  write(rows: Iterable<StoredRow>): void {
    let all = this.#meta.get(this.#sumName);
    for (const [key, json] of rows) {
      const before = (this.#sum.get(key) as { sum: number } | undefined)?.sum ?? 0;
      const sum = json === null ? 0 : sumOf(key, json);
      if (json === null) this.#delete.run(key);
      else this.#upsert.run(key, json, sum);
      all = withSum(withSum(all, before), sum);
    }
    this.#meta.set(this.#sumName, all);
  }

  /** All rows in the order of their keys, a page at a time: all at once would hold them twice in memory. */
  *pages(): Generator<StoredPage, undefined> {
    let page: string[] = [];
    let characters = 0;
    for (const [key, json] of this.#all.iterate() as Iterable<unknown> as Iterable<[string, string]>) {
      page.push(`[${JSON.stringify(key)},${json}]`);
      characters += json.length;
      if (page.length < ROWS_PER_PAGE && characters < PAGE_CHARACTERS) continue;
      yield `[${page.join()}]`;
      page = [];
      characters = 0;
    }
    if (page.length > 0) yield `[${page.join()}]`;
  }
}
