import { type Expression, sql } from 'kysely';
import type { CivilDate } from '#domain/calendar/civil-date.ts';
import { atMost, call, db, exists } from '../../connection/typed-sql.ts';

// Periods and posts in typed statements. in-force.ts has the same for those that are not typed yet.

/** A day, given or from a statement. */
type Day = CivilDate | Expression<CivilDate | null>;

/** Today in Paris, by the clock of the database. */
export const today = call('paris_day', sql<Date>`now()`);

/** True if a period is not over on that day: its last day is included; `until` is null without an end. */
export const isNotOver = (until: Expression<CivilDate | null>, day: Day): Expression<boolean> =>
  sql<boolean>`(${until} is null or ${until} >= ${day})`;

/** An instant so many milliseconds from now, by the clock of the database. */
export const inMs = (ms: number) => sql<Date>`now() + ${ms} * interval '1 millisecond'`;

/** True if a period covers that day, its last one included; `until` is null without an end. */
export const covers = (
  from: Expression<CivilDate>,
  until: Expression<CivilDate | null>,
  day: Day,
): Expression<boolean> => sql<boolean>`(${from} <= ${day} and ${isNotOver(until, day)})`;

/** The post that a person holds that day, as `o`; the most recent if several overlap. */
export const postOn = (personId: string | Expression<string>, day: Day) =>
  db
    .selectFrom('posting as o')
    .where('o.person_id', '=', personId)
    .where((eb) => covers(eb.ref('o.from'), eb.ref('o.until'), day))
    .orderBy('o.from', 'desc')
    .orderBy('o.id', 'desc')
    .limit(atMost(1));

/** Selects a person's quality in their post of that day; null without a post. */
export const qualityOn = (personId: Expression<string>, day: Day) => postOn(personId, day).select('o.quality');

/** True if somebody is away that day. */
export const isAwayOn = (personId: Expression<string>, day: Day) =>
  exists(
    db
      .selectFrom('absence as x')
      .where('x.person_id', '=', personId)
      .where((eb) => covers(eb.ref('x.from'), eb.ref('x.until'), day)),
  );
