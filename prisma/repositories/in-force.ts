import type { CivilDate } from '#domain/calendar/civil-date.ts';
import { Prisma } from '../client.ts';

/** Today in Paris, by the clock of the database. */
export const TODAY = Prisma.sql`paris_day(now())`;

/** Whether the period of a row (`from`, and `until`, null while it has no end) covers that day: a day, or what a query says. */
export function inForceOn(row: Prisma.Sql, day: CivilDate | Prisma.Sql): Prisma.Sql {
  const on = typeof day === 'string' ? Prisma.sql`${day}::date` : day;
  return Prisma.sql`${row}."from" <= ${on} and (${row}.until is null or ${row}.until >= ${on})`;
}

/** Whether whoever holds the right of a row is away that day. */
export const isAwayOn = (row: Prisma.Sql, day: CivilDate | Prisma.Sql): Prisma.Sql => Prisma.sql`
  exists (select from absence x where x.person_id = ${row}.person_id and ${inForceOn(Prisma.sql`x`, day)})`;
