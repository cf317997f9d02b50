import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { StoredRow } from '../state/table.ts';
import type { StoredPage } from './store.ts';

/** Rows are read back in pages of this many. */
const ROWS_PER_PAGE = 500;

/** The rows of one kind of entity, in the engine's file. */
export class StoredTable {
  readonly #upsert: StatementSync;
  readonly #delete: StatementSync;
  readonly #row: StatementSync;
  readonly #all: StatementSync;

  constructor(db: DatabaseSync, name: string) {
    db.exec(`CREATE TABLE IF NOT EXISTS "${name}" (key TEXT PRIMARY KEY, json TEXT NOT NULL)`);
    this.#upsert = db.prepare(`INSERT INTO "${name}" VALUES (?, ?) ON CONFLICT DO UPDATE SET json = excluded.json`);
    this.#delete = db.prepare(`DELETE FROM "${name}" WHERE key = ?`);
    this.#row = db.prepare(`SELECT json FROM "${name}" WHERE key = ?`);
    this.#all = db.prepare(`SELECT key, json FROM "${name}" ORDER BY length(key), key`);
  }

  row(key: string): string | undefined {
    return (this.#row.get(key) as { json: string } | undefined)?.json;
  }

  write(rows: Iterable<StoredRow>): void {
    for (const [key, json] of rows) {
      if (json === null) this.#delete.run(key);
      else this.#upsert.run(key, json);
    }
  }

  /** All rows in the order of their keys, a page at a time: all at once would hold them twice in memory. */
  *pages(): Generator<StoredPage, undefined> {
    let page: [key: string, json: string][] = [];
    for (const { key, json } of this.#all.iterate() as Iterable<{ key: string; json: string }>) {
      page.push([key, json]);
      if (page.length < ROWS_PER_PAGE) continue;
      yield page;
      page = [];
    }
    if (page.length > 0) yield page;
  }
}
