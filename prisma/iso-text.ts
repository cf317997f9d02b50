import { Prisma } from './client.ts';

/** The text of an instant as ISO 8601 has it, in UTC and to the millisecond: what JavaScript writes. */
export const isoText = (instant: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
