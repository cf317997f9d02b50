import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { Damaged } from './damaged.ts';
import type { Meta } from './meta.ts';
import { check, sumOf } from './sums.ts';

/** The name of the position up to which events were forgotten. */
const FORGOTTEN = 'forgotten';

/** Events are read back in pages of about this many commits. */
const PAGE = 200;

interface EventsRow {
  last: number;
  json: string;
  sum: number;
  before: number;
}

/** JSON arrays of events, each of one commit, that the history has yet to take in; each names the one before it. */
export class EventsTable {
  readonly #meta: Meta;
  readonly #add: StatementSync;
  readonly #trim: StatementSync;
  readonly #after: StatementSync;
  /** Position of the last event ever kept. */
  #end = 0;

  constructor(db: DatabaseSync, meta: Meta) {
    this.#meta = meta;
    db.exec(
      `CREATE TABLE IF NOT EXISTS events
       (last INTEGER PRIMARY KEY, json TEXT NOT NULL, sum INTEGER NOT NULL, before INTEGER NOT NULL) STRICT`,
    );
    this.#add = db.prepare('INSERT INTO events VALUES (?, ?, ?, ?)');
    this.#trim = db.prepare('DELETE FROM events WHERE last <= ?');
    this.#after = db.prepare(`SELECT * FROM events WHERE last > ? ORDER BY last LIMIT ${PAGE}`);
  }

  get end(): number {
    return this.#end;
  }

  /** What the journal says was the last event kept. */
  endsAt(position: number): void {
    this.#end = position;
  }

  /** From where on events are kept: an earlier layout had forgotten others before. */
  startAfter(position: number): void {
    this.#meta.set(FORGOTTEN, position);
    this.#end = position;
  }

  add(last: number, json: string): void {
    this.#add.run(last, json, sumOf(`${this.#end} ${last}`, json), this.#end);
    this.#end = last;
  }

  trim(position: number): void {
    this.#trim.run(position);
    this.#meta.set(FORGOTTEN, position);
  }

  /** Those that hold events after this position. */
  after(position: number): { last: number; json: string }[] {
    let reached = Math.max(position, this.#meta.get(FORGOTTEN));
    const rows = this.#after.all(position) as unknown as EventsRow[];
    for (const [index, { last, json, sum, before }] of rows.entries()) {
      // the first one may hold events up to the position, too
      if (index === 0 ? before > reached : before !== reached)
        throw new Damaged(`events after position ${reached} are lacking`);
      check('page of events', `${before} ${last}`, json, sum);
      reached = last;
    }
    if (rows.length === 0 && this.#end > reached) throw new Damaged(`events after position ${reached} are lacking`);
    return rows.map(({ last, json }) => ({ last, json }));
  }
}
