import { type CivilDate, civilDateOf, dateColumn, type Period } from '#domain/calendar/civil-date.ts';
import type { Tx } from '../../client.ts';
import { db, statement } from '../../connection/typed-sql.ts';
import { isNotOver } from '../statements/periods.ts';

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

/** Lists the postings in a structure itself, not below, that last or begin after that day. */
export async function postedThere(tx: Tx, structureId: string, day: CivilDate): Promise<Post[]> {
  const select = { id: true, personId: true, quality: true, grade: true, from: true, until: true } as const;
  return (await tx.posting.findMany({ where: after(structureId, day), select, orderBy: { id: 'asc' } })).map(dated);
}

/** Lists the rights on a structure that last or begin after that day. */
export async function heldThere(tx: Tx, structureId: string, day: CivilDate): Promise<Held[]> {
  const select = { id: true, personId: true, from: true, until: true } as const;
  return (await tx.habilitation.findMany({ where: after(structureId, day), select, orderBy: { id: 'asc' } })).map(
    dated,
  );
}

/** Lists the delegations on a structure that last or begin after that day and were not revoked. */
export async function delegationsOn(tx: Tx, structureId: string, day: CivilDate): Promise<(Period & { id: string })[]> {
  const where = { ...after(structureId, day), revokedAt: null };
  const select = { id: true, from: true, until: true } as const;
  return (await tx.delegation.findMany({ where, select, orderBy: { id: 'asc' } })).map(dated);
}

/**
 * Lists the people posted in a structure, or with a right or a delegation on it, on that day or
 * later.
 */
export const peopleThere = async (tx: Tx, structureId: string, day: CivilDate): Promise<string[]> =>
  (await there.all(tx, { structureId, day })).map(({ id }) => id);

const there = statement((given: { structureId: string; day: CivilDate }) =>
  db
    .selectFrom('posting')
    .select('person_id as id')
    .where('structure_id', '=', given.structureId)
    .where((eb) => isNotOver(eb.ref('until'), given.day))
    .union(
      db
        .selectFrom('habilitation')
        .select('person_id as id')
        .where('structure_id', '=', given.structureId)
        .where((eb) => isNotOver(eb.ref('until'), given.day)),
    )
    .union(
      db
        .selectFrom('delegation')
        .select('delegate_id as id')
        .where('structure_id', '=', given.structureId)
        .where('revoked_at', 'is', null)
        .where((eb) => isNotOver(eb.ref('until'), given.day)),
    ),
);
