import { jsonBuildObject } from 'kysely/helpers/postgres';
import { type Fate, type Retention, retentionFor } from '#domain/archive/retention.ts';
import { type CivilDate, dayAfter } from '#domain/calendar/civil-date.ts';
import type { Tx } from '../../client.ts';
import { db, statement } from '../../connection/typed-sql.ts';
import { gridOfUse } from '../people/grids.ts';

/**
 * Returns a function that gives the retention of a kind's acts, by the grid in force on a day;
 * null: none is set.
 */
export async function retentions(tx: Tx, day: CivilDate): Promise<(kind: string) => Retention | null> {
  const grid = await gridOfUse(tx, 'retention', day);
  return (kind) => (grid === undefined ? null : retentionFor(grid, kind));
}

/** A kind, and the last day of signature of its acts whose retention may be over. */
interface OverUntil {
  readonly kind: string;
  readonly until: CivilDate;
}

const kindsOf = statement(() => db.selectFrom('circuit_version').select('kind').distinct());

/**
 * Lists the kinds whose acts have this fate, with the last day of signature worth examining on a
 * day; `overSince` decides on that last day, because of the length of February.
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

/**
 * Returns when a sealed act was signed, and the structure of its agent when they filed their
 * request.
 */
export const signatureOf = (
  tx: Tx,
  actId: string,
): Promise<{ readonly signedAt: Date; readonly structure: { readonly code: string; readonly name: string } }> =>
  signature.one(tx, { actId });
