import { type CivilDate, civilDateOf, dateColumn, type Period } from '#domain/calendar/civil-date.ts';
import type { Tx } from '../../client.ts';

interface Held extends Period {
  readonly id: string;
  readonly personId: string;
}
interface Post extends Held {
  readonly quality: string;
  readonly grade: string;
}

const after = (structureId: string, day: CivilDate) => ({
  structureId,
  OR: [{ until: null }, { until: { gt: dateColumn(day) } }],
});
const dated = <Row extends { from: Date; until: Date | null }>({ from, until, ...row }: Row) => ({
  ...row,
  from: civilDateOf(from),
  until: until && civilDateOf(until),
});

/** Who is posted in a structure after that day, or will be: in it alone, not below. */
export async function postedThere(tx: Tx, structureId: string, day: CivilDate): Promise<Post[]> {
  const select = { id: true, personId: true, quality: true, grade: true, from: true, until: true } as const;
  return (await tx.posting.findMany({ where: after(structureId, day), select, orderBy: { id: 'asc' } })).map(dated);
}

/** Rights that are held on it after that day, or will be. */
export async function heldThere(tx: Tx, structureId: string, day: CivilDate): Promise<Held[]> {
  const select = { id: true, personId: true, from: true, until: true } as const;
  return (await tx.habilitation.findMany({ where: after(structureId, day), select, orderBy: { id: 'asc' } })).map(
    dated,
  );
}

/** Delegations that hold there after that day, or will. */
export async function delegationsOn(tx: Tx, structureId: string, day: CivilDate): Promise<(Period & { id: string })[]> {
  const where = { ...after(structureId, day), revokedAt: null };
  const select = { id: true, from: true, until: true } as const;
  return (await tx.delegation.findMany({ where, select, orderBy: { id: 'asc' } })).map(dated);
}

/** Whoever is posted there, or has a right on it or a delegation there, after that day or on it. */
export async function peopleThere(tx: Tx, structureId: string, day: CivilDate): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select person_id::text as id from posting where structure_id = ${structureId}::uuid and (until is null or until >= ${day}::date)
    union select person_id::text from habilitation where structure_id = ${structureId}::uuid and (until is null or until >= ${day}::date)
    union select delegate_id::text from delegation where structure_id = ${structureId}::uuid and revoked_at is null and (until is null or until >= ${day}::date)`;
  return rows.map(({ id }) => id);
}
