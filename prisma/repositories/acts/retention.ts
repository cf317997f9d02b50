import { type Retention, retentionFor } from '../../../domain/archive/retention.ts';
import type { CivilDate } from '../../../domain/calendar/civil-date.ts';
import type { Tx } from '../../client.ts';
import { gridOfUse } from '../people/grids.ts';

/** How long acts are kept by what is said of it on a day, for each kind; null: nothing is. */
export async function retentions(tx: Tx, day: CivilDate): Promise<(kind: string) => Retention | null> {
  const grid = await gridOfUse(tx, 'retention', day);
  return (kind) => (grid === undefined ? null : retentionFor(grid, kind));
}
