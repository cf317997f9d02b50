import { type Expression, sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { CivilDate } from '#domain/calendar/civil-date.ts';
import { call, db, exists } from '../connection/typed-sql.ts';

// What typed statements say of periods, posts and rights. in-force.ts says the same to statements that are not typed yet.

/** A day: given, or what a statement says. */
type Day = CivilDate | Expression<CivilDate | null>;

/** Today in Paris, by the clock of the database. */
export const today = call('paris_day', sql<Date>`now()`);

/** Whether a period covers that day, its last one included; `until` is null while it has no end. */
export const covers = (
  from: Expression<CivilDate>,
  until: Expression<CivilDate | null>,
  day: Day,
): Expression<boolean> => sql<boolean>`(${from} <= ${day} and (${until} is null or ${until} >= ${day}))`;

/** Whether a person is away that day. */
export const isAwayOn = (personId: Expression<string>, day: Day): Expression<boolean> =>
  exists(
    db
      .selectFrom('absence as x')
      .select('x.id')
      .where('x.person_id', '=', personId)
      .where((eb) => covers(eb.ref('x.from'), eb.ref('x.until'), day)),
  );

/** The quality of a person in the post that they had that day; null when they had none. */
export const qualityOn = (personId: Expression<string>, day: Day) =>
  db
    .selectFrom('posting as o')
    .select('o.quality')
    .where('o.person_id', '=', personId)
    .where((eb) => covers(eb.ref('o.from'), eb.ref('o.until'), day))
    .orderBy('o.from', 'desc')
    .orderBy('o.id', 'desc')
    .limit(1);

/** The structures on which a person holds a right that day, and all below them. */
export const structuresHeldBy = (personId: string | Expression<string>, role: string | Expression<string>, day: Day) =>
  db
    .selectFrom('habilitation as h')
    .innerJoin('structure_above as a', 'a.above_id', 'h.structure_id')
    .select('a.structure_id')
    .where('h.person_id', '=', personId)
    .where(sql<boolean>`h.role = ${role}`)
    .where((eb) => covers(eb.ref('h.from'), eb.ref('h.until'), day));

/** The rights that a person was ever given, the oldest first, as `actorOf` reads them. */
export const rightsGivenTo = (personId: Expression<string | null>) =>
  jsonArrayFrom(
    db
      .selectFrom('habilitation as h')
      .innerJoin('structure as s', 's.id', 'h.structure_id')
      .select([
        'h.role',
        'h.by_right as byRight',
        's.path as structurePath',
        'h.power_reference as powerReference',
        'h.in_name_of as inNameOf',
        'h.appointment',
        'h.from',
        'h.until',
      ])
      .where(sql<boolean>`h.person_id = ${personId}`)
      .orderBy('h.from')
      .orderBy('h.id'),
  );
