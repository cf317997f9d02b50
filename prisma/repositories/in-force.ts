import type { CivilDate } from '../../domain/calendar/civil-date.ts';
import { Prisma } from '../client.ts';

/** Whether the period of a row (`from`, and `until`, null while it has no end) covers that day. */
export const inForceOn = (row: Prisma.Sql, day: CivilDate): Prisma.Sql =>
  Prisma.sql`${row}."from" <= ${day}::date and (${row}.until is null or ${row}.until >= ${day}::date)`;
