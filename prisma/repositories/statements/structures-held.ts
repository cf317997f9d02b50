import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { Role } from '#domain/permissions/role.ts';
import { Prisma } from '../../client.ts';
import { db } from '../../connection/typed-sql.ts';
import { inForceOn } from './in-force.ts';
import { covers } from './periods.ts';

/**
 * Selects the structures on which a person holds a right that day, and all below them: a subquery
 * in brackets.
 */
export const heldStructures = (personId: string, role: Role, day: CivilDate): Prisma.Sql => Prisma.sql`(
  select a.structure_id from habilitation h join structure_above a on a.above_id = h.structure_id
   where h.person_id = ${personId}::uuid and h.role = ${role} and ${inForceOn(Prisma.sql`h`, day)})`;

/** The same in typed statements, one column `structure_id`. */
export const structuresBelow = (personId: string, role: Role, day: CivilDate) =>
  db
    .selectFrom('habilitation as h')
    .innerJoin('structure_above as a', 'a.above_id', 'h.structure_id')
    .select('a.structure_id')
    .where('h.person_id', '=', personId)
    .where('h.role', '=', role)
    .where((eb) => covers(eb.ref('h.from'), eb.ref('h.until'), day));

/** The same, found once in a statement that begins `with ${given}`. */
export interface StructuresHeld {
  readonly given: Prisma.Sql;
  /** The table that `given` makes, with one column, structure_id. */
  readonly name: Prisma.Sql;
  /** Condition: a column is one of them, by its index. */
  readonly chosen: (structure: Prisma.Sql) => Prisma.Sql;
  /** The same for rows that are walked in another order, by no index. */
  readonly condition: (structure: Prisma.Sql) => Prisma.Sql;
}

/** Builds those structures; `below`: only this one and what is below it. */
export function structuresHeld(
  personId: string,
  role: Role,
  day: CivilDate,
  { name = 'held', below }: { readonly name?: string; readonly below?: string | undefined } = {},
): StructuresHeld {
  const held = Prisma.raw(name);
  const asked =
    below === undefined
      ? Prisma.sql`true`
      : Prisma.sql`s.structure_id in (select structure_id from structure_above where above_id = ${below}::uuid)`;
  return {
    name: held,
    given: Prisma.sql`${held} as materialized (
      select distinct s.structure_id from ${heldStructures(personId, role, day)} s where ${asked})`,
    chosen: (structure) => Prisma.sql`${structure} = any(array(select structure_id from ${held}))`,
    condition: (structure) => Prisma.sql`(${structure} in (select structure_id from ${held})) is true`,
  };
}
