import type { Expression } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { db } from '../../connection/typed-sql.ts';

// The rights and posts that people were given, for typed statements; `postsHeldBy` of people.ts has
// the latter for those that are not typed yet.

/** Selects the rights that a person was ever given, for `actorOf`, oldest first. */
export const rightsGivenTo = (personId: Expression<string>) =>
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
      .where('h.person_id', '=', personId)
      .orderBy('h.from')
      .orderBy('h.id'),
  );

/**
 * Selects the posts that a person was ever given, oldest first, as domain/power/office.ts has
 * them (`Post`).
 */
export const postsGivenTo = (personId: Expression<string>) =>
  jsonArrayFrom(
    db
      .selectFrom('posting as o')
      .select(['o.from', 'o.until', 'o.structure_id as structureId', 'o.quality'])
      .where('o.person_id', '=', personId)
      .orderBy('o.from')
      .orderBy('o.id'),
  );
