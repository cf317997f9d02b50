import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { HeldRows } from './held-rows.ts';
import type { Batch, JournalChanges, StoredPage } from './store.ts';
import { StoredTable } from './stored-table.ts';

/** Layout of the store; a higher number means files of a later version of the engine. */
const LAYOUT = 3;
/** Events are read back in pages of about this many commits. */
const PAGE = 200;

/** The text of a journal entry. */
interface JournalEntry extends Pick<Batch, 'position' | 'nextKey'> {
  readonly changes: JournalChanges;
}

/**
 * The engine's file: a journal of changes, one table of live rows for each kind of entity, and the events not yet taken
 * by the projection. A commit appends to the journal and writes the slice of a checkpoint, if one is under way, in one
 * transaction, on disk before it returns (WAL, synchronous=FULL). A start replays the journal over the tables.
 */
export class Database {
  readonly #db: DatabaseSync;
  readonly #tables = new Map<string, StoredTable>();
  readonly #setMeta: StatementSync;
  readonly #addEntry: StatementSync;
  readonly #cutJournal: StatementSync;
  readonly #addEvents: StatementSync;
  readonly #trimEvents: StatementSync;
  readonly #readEvents: StatementSync;
  /** Number of the last journal entry, and of the last one when the checkpoint under way began. */
  #journalEnd = 0;
  #cutTo = 0;

  constructor(path: string, tables: readonly string[]) {
    this.#db = new DatabaseSync(path);
    // exclusive: a second engine on the same folder is refused, and a killed one leaves no lock behind
    this.#db.exec('PRAGMA locking_mode = EXCLUSIVE');
    // entries of a hundred kilobytes and more: fewer, larger pages; and SQLite's own log goes to its file each 64 MB, not
    // each 4, since what it holds is mostly journal that is cut before it would be moved
    this.#db.exec('PRAGMA page_size = 16384; PRAGMA wal_autocheckpoint = 4000');
    this.#db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    this.#db.exec('BEGIN EXCLUSIVE');
    this.#db.exec('CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL)');
    this.#checkLayout();
    this.#db.exec('CREATE TABLE IF NOT EXISTS journal (id INTEGER PRIMARY KEY, entry TEXT NOT NULL)');
    this.#db.exec('CREATE TABLE IF NOT EXISTS events (last INTEGER PRIMARY KEY, json TEXT NOT NULL)');
    for (const table of tables) this.#tables.set(table, new StoredTable(this.#db, table));
    this.#db.exec('COMMIT');
    this.#setMeta = this.#db.prepare('INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value');
    this.#addEntry = this.#db.prepare('INSERT INTO journal VALUES (?, ?)');
    this.#cutJournal = this.#db.prepare('DELETE FROM journal WHERE id <= ?');
    this.#addEvents = this.#db.prepare('INSERT INTO events VALUES (?, ?)');
    this.#trimEvents = this.#db.prepare('DELETE FROM events WHERE last <= ?');
    this.#readEvents = this.#db.prepare(`SELECT last, json FROM events WHERE last > ? ORDER BY last LIMIT ${PAGE}`);
    this.#replayJournal();
  }

  meta(name: string): number {
    const row = this.#db.prepare('SELECT value FROM meta WHERE name = ?').get(name) as { value: number } | undefined;
    return row?.value ?? 0;
  }

  /** The rows of a table, a page at a time. */
  pages(table: string): IterableIterator<StoredPage, undefined> {
    return this.#tables.get(table)?.pages() ?? [].values();
  }

  commit({ position, nextKey, journal, checkpoint, events, trimTo }: Batch): void {
    const entry = this.#journalEnd + 1;
    const cutTo = checkpoint?.begins ? entry : this.#cutTo;
    this.#transaction(() => {
      this.#addEntry.run(entry, `{"position":${position},"nextKey":${nextKey},"changes":${journal}}`);
      for (const [table, rows] of checkpoint?.rows ?? []) this.#tables.get(table)?.write(rows);
      if (checkpoint?.ends) {
        this.#cutJournal.run(cutTo);
        this.#setLast({ position, nextKey });
      }
      if (events !== null) this.#addEvents.run(events.last, events.json);
      if (trimTo > 0) this.#trimEvents.run(trimTo);
    });
    this.#journalEnd = entry;
    this.#cutTo = cutTo;
  }

  /** JSON arrays of events, each of one commit, that hold events after this position. */
  events(after: number): { last: number; json: string }[] {
    return this.#readEvents.all(after) as { last: number; json: string }[];
  }

  close(): void {
    this.#db.close();
  }

  /** What was committed since the last checkpoint goes to the tables, in order. */
  #replayJournal(): void {
    this.#transaction(() => {
      const rows = new HeldRows(this.#tables);
      const last = { id: 0, position: 0, nextKey: 0 };
      for (const { id, entry } of this.#db.prepare('SELECT id, entry FROM journal ORDER BY id').iterate() as Iterable<{
        id: number;
        entry: string;
      }>) {
        const { position, nextKey, changes } = JSON.parse(entry) as JournalEntry;
        for (const [table, of] of changes) for (const change of of) rows.change(table, change);
        Object.assign(last, { id, position, nextKey });
      }
      if (last.id === 0) return;
      rows.write();
      this.#setLast(last);
      this.#cutJournal.run(last.id);
    });
  }

  #setLast({ position, nextKey }: Pick<Batch, 'position' | 'nextKey'>): void {
    this.#setMeta.run('position', position);
    this.#setMeta.run('nextKey', nextKey);
  }

  #transaction<R>(work: () => R): R {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#db.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  /** Files of the first layout are today's without a journal; the second wrote changed rows as a whole, as one still may. */
  #checkLayout(): void {
    const found = this.meta('layout');
    if (found > LAYOUT) throw new Error(`the files have layout ${found}, this engine reads up to layout ${LAYOUT}`);
    this.#db
      .prepare("INSERT INTO meta VALUES ('layout', ?) ON CONFLICT DO UPDATE SET value = excluded.value")
      .run(LAYOUT);
  }
}
