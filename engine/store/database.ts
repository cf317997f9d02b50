import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Batch } from './store.ts';

/** Layout of the store; another number means files of another version of the engine. */
const LAYOUT = 1;
/** Events are read back in pages of about this many commits. */
const PAGE = 200;

/**
 * The engine's file: one table of live rows for each kind of entity, and the events not yet taken by the
 * projection. Each commit writes both in one transaction, on disk before it returns (WAL, synchronous=FULL).
 */
export class Database {
  readonly #db: DatabaseSync;
  readonly #upserts = new Map<string, StatementSync>();
  readonly #deletes = new Map<string, StatementSync>();
  readonly #setMeta: StatementSync;
  readonly #addEvents: StatementSync;
  readonly #trimEvents: StatementSync;
  readonly #readEvents: StatementSync;

  constructor(path: string, tables: readonly string[]) {
    this.#db = new DatabaseSync(path);
    // exclusive: a second engine on the same folder is refused, and a killed one leaves no lock behind
    this.#db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    this.#db.exec('BEGIN EXCLUSIVE');
    this.#db.exec('CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL)');
    this.#db.exec('CREATE TABLE IF NOT EXISTS events (last INTEGER PRIMARY KEY, json TEXT NOT NULL)');
    for (const table of tables)
      this.#db.exec(`CREATE TABLE IF NOT EXISTS "${table}" (key TEXT PRIMARY KEY, json TEXT NOT NULL)`);
    this.#db.exec('COMMIT');
    this.#checkLayout();
    for (const table of tables) {
      this.#upserts.set(
        table,
        this.#db.prepare(`INSERT INTO "${table}" VALUES (?, ?) ON CONFLICT DO UPDATE SET json = excluded.json`),
      );
      this.#deletes.set(table, this.#db.prepare(`DELETE FROM "${table}" WHERE key = ?`));
    }
    this.#setMeta = this.#db.prepare('INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value');
    this.#addEvents = this.#db.prepare('INSERT INTO events VALUES (?, ?)');
    this.#trimEvents = this.#db.prepare('DELETE FROM events WHERE last <= ?');
    this.#readEvents = this.#db.prepare(`SELECT json FROM events WHERE last > ? ORDER BY last LIMIT ${PAGE}`);
  }

  meta(name: string): number {
    const row = this.#db.prepare('SELECT value FROM meta WHERE name = ?').get(name) as { value: number } | undefined;
    return row?.value ?? 0;
  }

  rows(table: string): [key: string, json: string][] {
    const rows = this.#db.prepare(`SELECT key, json FROM "${table}" ORDER BY length(key), key`).all() as {
      key: string;
      json: string;
    }[];
    return rows.map(({ key, json }) => [key, json]);
  }

  commit(batch: Batch): void {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      for (const [table, changes] of batch.changes) this.#write(table, changes);
      if (batch.events !== null) this.#addEvents.run(batch.events.last, batch.events.json);
      if (batch.trimTo > 0) this.#trimEvents.run(batch.trimTo);
      this.#setMeta.run('position', batch.position);
      this.#setMeta.run('nextKey', batch.nextKey);
      this.#db.exec('COMMIT');
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  /** JSON arrays of events, each of one commit, that hold events after this position. */
  events(after: number): string[] {
    return (this.#readEvents.all(after) as { json: string }[]).map(({ json }) => json);
  }

  close(): void {
    this.#db.close();
  }

  #write(table: string, changes: Batch['changes'][number][1]): void {
    const upsert = this.#upserts.get(table);
    const remove = this.#deletes.get(table);
    for (const [key, json] of changes) {
      if (json === null) remove?.run(key);
      else upsert?.run(key, json);
    }
  }

  #checkLayout(): void {
    const found = this.meta('layout');
    if (found === 0) this.#db.prepare("INSERT INTO meta VALUES ('layout', ?)").run(LAYOUT);
    else if (found !== LAYOUT) throw new Error(`the files have layout ${found}, this engine reads layout ${LAYOUT}`);
  }
}
