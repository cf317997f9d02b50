import type { CivilDate } from '#domain/calendar/civil-date.ts';
import { Prisma } from '../../client.ts';

/** Today in Paris, by the clock of the database. */
export const TODAY = Prisma.sql`paris_day(now())`;

/**
 * Condition: the period of a row (`from`, and `until`, null without an end) covers that day, given
 * or from a query.
 */
export function inForceOn(row: Prisma.Sql, day: CivilDate | Prisma.Sql): Prisma.Sql {
  const on = typeof day === 'string' ? Prisma.sql`${day}::date` : day;
  return Prisma.sql`${row}."from" <= ${on} and (${row}.until is null or ${row}.until >= ${on})`;
}

/** Condition: the holder of a row's right is away that day. */
export const isAwayOn = (row: Prisma.Sql, day: CivilDate | Prisma.Sql): Prisma.Sql => Prisma.sql`
  exists (select from absence x where x.person_id = ${row}.person_id and ${inForceOn(Prisma.sql`x`, day)})`;
