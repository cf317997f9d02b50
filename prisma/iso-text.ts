import { type Expression, type RawBuilder, sql } from 'kysely';

/** The text of an instant as ISO 8601 has it, in UTC and to the millisecond: what JavaScript writes. */
export const isoOf = (instant: Expression<Date>): RawBuilder<string> =>
  sql<string>`to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
