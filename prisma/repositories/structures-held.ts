import type { CivilDate } from '../../domain/calendar/civil-date.ts';
import type { Role } from '../../domain/permissions/role.ts';
import { Prisma, type Tx } from '../client.ts';
import { inForceOn } from './in-force.ts';

/** The structures on which a person holds a right that day, and all below them: a subquery in brackets. */
export const heldStructures = (personId: string, role: Role, day: CivilDate): Prisma.Sql => Prisma.sql`(
  select a.structure_id from habilitation h join structure_above a on a.above_id = h.structure_id
   where h.person_id = ${personId}::uuid and h.role = ${role} and ${inForceOn(Prisma.sql`h`, day)})`;

/** The same, found first: a list that is chosen by them is then read by an index of its structures. */
export async function structuresHeld(tx: Tx, personId: string, role: Role, day: CivilDate): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct held.structure_id::text as id from ${heldStructures(personId, role, day)} as held`;
  return rows.map(({ id }) => id);
}
