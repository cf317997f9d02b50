import type { DatabaseSync } from 'node:sqlite';
import type { RowChange } from '../state/row-change.ts';
import { Damaged } from './damaged.ts';
import type { Meta } from './meta.ts';

/**
 * Layout of the store; a higher number means files of a later version of the engine. The first had no journal, the
 * second wrote changed rows as a whole (as one still may), the third kept no sums. A later one seals its numbers as
 * `Meta` does, or not at all: an engine that does not know it then still tells it from damage.
 */
export const LAYOUT = 4;
const WITHOUT_SUMS = 3;

/** The layout of the file, 0 of a new one. Throws when this engine cannot read it, or when it is not what was written. */
export function layoutOf(db: DatabaseSync, meta: Meta): number {
  const found = meta.get('layout');
  // a number that a bit made larger is no later layout
  if (found > WITHOUT_SUMS && (found <= LAYOUT || meta.hasSeal)) meta.check();
  if (found > LAYOUT) throw new Error(`the files have layout ${found}, this engine reads up to layout ${LAYOUT}`);
  const { tables } = db.prepare("SELECT count(*) AS tables FROM sqlite_master WHERE type = 'table'").get() as {
    tables: number;
  };
  if (found === 0 && tables > 1) throw new Damaged('its numbers are lacking');
  return found;
}

/** True of a file whose texts have no sums yet. */
export function lacksSums(layout: number): boolean {
  return layout > 0 && layout <= WITHOUT_SUMS;
}

/** The text of a journal entry in files without sums. */
export interface FormerEntry {
  position: number;
  nextKey: number;
  changes: [table: string, rows: RowChange[]][];
}

/** Position of the event before the first of this page: a file without sums does not say what it has forgotten. */
export function positionBefore(page: string): number {
  const [first] = JSON.parse(page) as [{ position: number }];
  return first.position - 1;
}

/** What a file without sums holds, to be written again with them. */
export class Unsummed {
  readonly #db: DatabaseSync;
  readonly #tables: readonly string[];

  /** Sets its tables aside, so that today's can be made. */
  constructor(db: DatabaseSync) {
    this.#db = db;
    const all = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'meta'").all();
    this.#tables = all.map(({ name }) => name as string);
    for (const name of this.#tables) db.exec(`ALTER TABLE "${name}" RENAME TO "old ${name}"`);
  }

  /** Hands over each text of a table with where it stood, in order, then forgets the table. */
  take(table: string, add: (place: never, text: string, isFirst: boolean) => void): void {
    if (!this.#tables.includes(table)) return;
    const rows = this.#db.prepare(`SELECT * FROM "old ${table}" ORDER BY 1`);
    rows.setReturnArrays(true);
    let isFirst = true;
    for (const [place, text] of rows.iterate() as unknown as Iterable<[never, string]>) {
      add(place, text, isFirst);
      isFirst = false;
    }
    this.#db.exec(`DROP TABLE "old ${table}"`);
  }
}
