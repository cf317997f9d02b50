import { jsonBuildObject } from 'kysely/helpers/postgres';
import { type Fate, type Retention, retentionFor } from '#domain/archive/retention.ts';
import { type CivilDate, dayAfter } from '#domain/calendar/civil-date.ts';
import type { Tx } from '../../client.ts';
import { db, statement } from '../../connection/typed-sql.ts';
import { gridOfUse } from '../people/grids.ts';

/** How long acts are kept by what is said of it on a day, for each kind; null: nothing is. */
export async function retentions(tx: Tx, day: CivilDate): Promise<(kind: string) => Retention | null> {
  const grid = await gridOfUse(tx, 'retention', day);
  return (kind) => (grid === undefined ? null : retentionFor(grid, kind));
}

/** Of a kind, the last day of signature of acts whose time may be over. */
interface OverUntil {
  readonly kind: string;
  readonly until: CivilDate;
}

const kindsOf = statement(() => db.selectFrom('circuit_version').select('kind').distinct());

/**
 * Of each kind whose acts come to this, those that are worth looking at on a day; of the last day, the length of a February leaves
 * it to `overSince`.
 */
export async function overUntil(tx: Tx, { fate, day }: { fate: Fate; day: CivilDate }): Promise<OverUntil[]> {
  const retention = await retentions(tx, day);
  const kinds = await kindsOf.all(tx, {});
  return kinds.flatMap(({ kind }) => {
    const said = retention(kind);
    return said?.fate === fate ? [{ kind, until: dayAfter(day, { months: -12 * said.years }) }] : [];
  });
}

const signature = statement((given: { actId: string }) =>
  db
    .selectFrom('act as a')
    .innerJoin('request as r', 'r.id', 'a.request_id')
    .innerJoin('structure as s', 's.id', 'r.structure_id')
    .select((eb) => [
      eb.ref('a.signed_at').$notNull().as('signedAt'),
      jsonBuildObject({ code: eb.ref('s.code'), name: eb.ref('s.name') }).as('structure'),
    ])
    .where('a.id', '=', given.actId),
);

/** When a sealed act was signed, and the structure where its agent was when they filed their request. */
export const signatureOf = (
  tx: Tx,
  actId: string,
): Promise<{ readonly signedAt: Date; readonly structure: { readonly code: string; readonly name: string } }> =>
  signature.one(tx, { actId });
