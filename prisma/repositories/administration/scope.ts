import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { PeriodState } from '#domain/calendar/period.ts';
import { Prisma } from '../../client.ts';
import { heldStructures } from '../statements/structures-held.ts';

/** A query of a page of a list that an administrator reads. */
export interface ListQuery {
  readonly administratorId: string;
  readonly day: CivilDate;
  readonly q?: string | undefined;
  readonly structureId?: string | undefined;
  readonly state?: PeriodState | undefined;
  readonly page: number;
  readonly pageSize: number;
}

/** Selects the structures that a person administers that day, and all below them. */
export const administered = (administratorId: string, day: CivilDate): Prisma.Sql =>
  heldStructures(administratorId, 'administrateur', day);

/** Condition: within what the reader administers, and below one structure if they ask for it. */
export function inScope({ administratorId, day, structureId }: ListQuery, structure: Prisma.Sql): Prisma.Sql {
  const below =
    structureId === undefined
      ? Prisma.sql`true`
      : Prisma.sql`${structure} in (select structure_id from structure_above where above_id = ${structureId}::uuid)`;
  return Prisma.sql`${structure} in ${administered(administratorId, day)} and ${below}`;
}

/** Condition: to come, in force or over, on the day of the query. */
export function standsAs(
  { state, day }: Pick<ListQuery, 'state' | 'day'>,
  from: Prisma.Sql,
  until: Prisma.Sql,
): Prisma.Sql {
  switch (state) {
    case undefined:
      return Prisma.sql`true`;
    case 'to-come':
      return Prisma.sql`${from} > ${day}::date`;
    case 'over':
      return Prisma.sql`${until} < ${day}::date`;
    case 'in-force':
      return Prisma.sql`${from} <= ${day}::date and (${until} is null or ${until} >= ${day}::date)`;
  }
}

/** Limit and offset of a page. */
export const pageOf = ({ page, pageSize }: ListQuery): Prisma.Sql =>
  Prisma.sql`limit ${pageSize} offset ${(page - 1) * pageSize}`;

/** Separates rows from the exact total that each of them carries. */
export function counted<Row extends { total: number }>(rows: Row[]): { items: Omit<Row, 'total'>[]; total: number } {
  return { items: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 };
}

/** A person of a table alias as JSON: id, names, employee number. */
export const personJson = (alias: string): Prisma.Sql =>
  Prisma.raw(`json_build_object('id', ${alias}.id, 'firstName', ${alias}.first_name, 'lastName', ${alias}.last_name,
    'employeeNumber', ${alias}.employee_number)`);
/** A structure of a table alias as JSON: id, code, name. */
export const structureJson = (alias: string): Prisma.Sql =>
  Prisma.raw(`json_build_object('id', ${alias}.id, 'code', ${alias}.code, 'name', ${alias}.name)`);
