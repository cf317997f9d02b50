import { type Fate, type Retention, retentionFor } from '#domain/archive/retention.ts';
import { type CivilDate, dayAfter } from '#domain/calendar/civil-date.ts';
import type { Tx } from '../../client.ts';
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

/**
 * Of each kind whose acts come to this, those that are worth looking at on a day; of the last day, the length of a February leaves
 * it to `overSince`.
 */
export async function overUntil(tx: Tx, { fate, day }: { fate: Fate; day: CivilDate }): Promise<OverUntil[]> {
  const retention = await retentions(tx, day);
  const kinds = await tx.$queryRaw<{ kind: string }[]>`select distinct kind from circuit_version`;
  return kinds.flatMap(({ kind }) => {
    const said = retention(kind);
    return said?.fate === fate ? [{ kind, until: dayAfter(day, { months: -12 * said.years }) }] : [];
  });
}

/** When a sealed act was signed, and the structure where its agent was when they filed their request. */
export async function signatureOf(
  tx: Tx,
  actId: string,
): Promise<{ readonly signedAt: Date; readonly structure: { readonly code: string; readonly name: string } }> {
  const rows = await tx.$queryRaw<[{ signedAt: Date; structure: { code: string; name: string } }]>`
    select a.signed_at as "signedAt", json_build_object('code', s.code, 'name', s.name) as structure
      from act a join request r on r.id = a.request_id join structure s on s.id = r.structure_id
     where a.id = ${actId}::uuid`;
  return rows[0];
}
