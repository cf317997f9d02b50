import type { DatabaseSync } from 'node:sqlite';
import { Damaged } from './damaged.ts';

/**
 * What the sums of rows do not show: a row that a page counts three times, a page that is in two tables, room said to be
 * free that is not, an order that only a search goes by. Rows are read well over some of these; what is written
 * afterwards is lost, or goes over others. To be done before anything is written.
 * @throws {Damaged}
 */
export function checkStructure(db: DatabaseSync): void {
  const [found] = db.prepare('PRAGMA quick_check(1)').all() as { quick_check: string }[];
  const said = found?.quick_check;
  // before what is wrong there may be a line that names the database
  if (said !== 'ok') throw new Damaged(`it does not hang together: ${said?.split('\n').at(-1)}`);
}
