import { type Expression, type RawBuilder, sql } from 'kysely';

/** Formats an instant as ISO 8601, in UTC with milliseconds, as JavaScript does. */
export const isoOf = (instant: Expression<Date>): RawBuilder<string> =>
  sql<string>`to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
