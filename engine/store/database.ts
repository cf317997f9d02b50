import { statSync } from 'node:fs';
import { backup, DatabaseSync } from 'node:sqlite';
import { Behind, Damaged } from './damaged.ts';
import { EventsTable } from './events-table.ts';
import { HeldRows } from './held-rows.ts';
import { JournalLines, linesOf } from './journal-lines.ts';
import { JournalTable } from './journal-table.ts';
import { type FormerEntry, LAYOUT, lacksSums, layoutOf, positionBefore, Unsummed } from './layout.ts';
import { Meta } from './meta.ts';
import { Reached } from './reached.ts';
import type { Batch, StoredPage } from './store.ts';
import { StoredTable } from './stored-table.ts';
import { checkStructure } from './structure.ts';
import { mustBeWritable } from './writable.ts';

/** Pages, of 16 kB: the thread hears of other things in between. */
const COPIED_AT_ONCE = 4_000;

/**
 * The engine's file: a journal of changes, one table of live rows for each kind of entity, and the events not yet taken
 * by the projection. A commit appends to the journal and writes the slice of a checkpoint, if one is under way, in one
 * transaction, on disk before it returns (WAL, synchronous=FULL). A start replays the journal over the tables.
 */
export class Database {
  readonly #db: DatabaseSync;
  readonly #meta: Meta;
  readonly #tables = new Map<string, StoredTable>();
  readonly #journal: JournalTable;
  readonly #events: EventsTable;
  readonly #reached: Reached;
  /** Number of the last journal entry, and of the last one when the checkpoint under way began. */
  #journalEnd = 0;
  #cutTo = 0;

  /** Throws `Damaged` or `Behind`, and leaves the file as it is, when it is not what was written. */
  constructor(path: string, tables: readonly string[]) {
    this.#reached = new Reached(`${path}-position`);
    let db: DatabaseSync | undefined;
    try {
      const reached = this.#reached.read();
      if (reached > 0 && isEmpty(path)) throw new Damaged('it is missing or empty');
      mustBeWritable(path);
      db = new DatabaseSync(path);
      this.#db = db;
      // exclusive: a second engine on the same folder is refused, and a killed one leaves no lock behind
      this.#db.exec('PRAGMA locking_mode = EXCLUSIVE');
      // entries of a hundred kilobytes and more: fewer, larger pages; and SQLite's own log goes to its file each 64 MB,
      // not each 4, since what it holds is mostly journal that is cut before it would be moved
      this.#db.exec('PRAGMA page_size = 16384; PRAGMA wal_autocheckpoint = 4000');
      this.#db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
      this.#db.exec('BEGIN EXCLUSIVE');
      this.#meta = new Meta(this.#db);
      const layout = layoutOf(this.#db, this.#meta);
      checkStructure(this.#db);
      const former = lacksSums(layout) ? new Unsummed(this.#db) : undefined;
      this.#journal = new JournalTable(this.#db, this.#meta);
      this.#events = new EventsTable(this.#db, this.#meta);
      for (const table of tables) this.#tables.set(table, new StoredTable(this.#db, table, this.#meta));
      if (former === undefined) for (const table of this.#tables.values()) table.verify();
      else this.#takeOver(former);
      this.#meta.set('layout', LAYOUT);
      this.#replayJournal();
      if (this.meta('position') < reached)
        throw new Behind(`it ends at position ${this.meta('position')} and ${reached} was reached`);
      this.#meta.seal();
      this.#db.exec('COMMIT');
    } catch (error) {
      db?.close();
      this.#reached.close();
      throw error;
    }
    this.#reached.write(this.meta('position'));
  }

  meta(name: string): number {
    return this.#meta.get(name);
  }

  /** The rows of a table, a page at a time. */
  pages(table: string): IterableIterator<StoredPage, undefined> {
    return this.#tables.get(table)?.pages() ?? [].values();
  }

  commit(batch: Batch): void {
    const { position, checkpoint, events, trimTo } = batch;
    const entry = this.#journalEnd + 1;
    const cutTo = checkpoint?.begins ? entry : this.#cutTo;
    this.#transaction(() => {
      if (events !== null) this.#events.add(events.last, events.json);
      this.#journal.add(entry, batch, this.#events.end);
      for (const [table, rows] of checkpoint?.rows ?? []) this.#tables.get(table)?.write(rows);
      if (checkpoint?.ends) {
        this.#journal.cut(cutTo);
        this.#setLast({ ...batch, kept: this.#events.end });
      }
      if (trimTo > 0) this.#events.trim(trimTo);
    });
    this.#reached.write(position);
    this.#journalEnd = entry;
    this.#cutTo = cutTo;
  }

  /** JSON arrays of events, each of one commit, that hold events after this position. */
  events(after: number): { last: number; json: string }[] {
    return this.#events.after(after);
  }

  /** Copies all of it, log included, to a file that does not exist yet. What is written meanwhile may be there or not. */
  async copyTo(file: string): Promise<void> {
    await backup(this.#db, file, { rate: COPIED_AT_ONCE });
  }

  close(): void {
    this.#db.close();
    this.#reached.close();
  }

  #takeOver(former: Unsummed): void {
    for (const [name, table] of this.#tables) former.take(name, (key, json) => table.write([[key, json]]));
    former.take('events', (last, json, isFirst) => {
      if (isFirst) this.#events.startAfter(positionBefore(json));
      this.#events.add(last, json);
    });
    this.#meta.set('kept', this.#events.end);
    const lines = new JournalLines();
    former.take('journal', (id, entry, isFirst) => {
      if (isFirst) this.#journal.startAt(id);
      const { changes, ...numbers } = JSON.parse(entry) as FormerEntry;
      lines.begin();
      for (const [table, rows] of changes) lines.add(table, rows);
      this.#journal.add(id, { ...numbers, journal: lines.bytes }, this.#events.end);
    });
  }

  /** What was committed since the last checkpoint goes to the tables, in order. */
  #replayJournal(): void {
    const rows = new HeldRows(this.#tables);
    const last = { id: 0, position: 0, nextKey: 0, kept: this.#events.end };
    for (const { lines, ...entry } of this.#journal.entries()) {
      for (const [table, changed] of linesOf(lines)) for (const change of changed) rows.change(table, change);
      Object.assign(last, entry);
    }
    if (last.id > 0) {
      rows.write();
      this.#setLast(last);
      this.#journal.cut(last.id);
    }
    this.#journalEnd = this.#journal.cutTo;
    this.#events.endsAt(this.meta('kept'));
  }

  #setLast({ position, nextKey, kept }: Pick<Batch, 'position' | 'nextKey'> & { kept: number }): void {
    this.#meta.set('position', position);
    this.#meta.set('nextKey', nextKey);
    this.#meta.set('kept', kept);
  }

  #transaction(work: () => void): void {
    const kept = this.#events.end;
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.#meta.seal();
      this.#db.exec('COMMIT');
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      this.#meta.reload();
      this.#events.endsAt(kept);
      throw error;
    }
  }
}

function isEmpty(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0;
}
