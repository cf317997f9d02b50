import { sql } from 'kysely';
import { type CivilDate, type Period, parisDay } from '#domain/calendar/civil-date.ts';
import type { PlaceOfWork } from '#domain/calendar/working-days.ts';
import type { Tx } from '../../client.ts';
import { db, statement } from '../../connection/typed-sql.ts';
import { isNotOver, postOn } from '../statements/periods.ts';
import { rowOfUse } from './grids.ts';
import { postingOn } from './people.ts';
import { readSituation } from './situation.ts';

/**
 * Returns a person's grade on that day, or today's for a day before their first post here; null
 * without a post.
 */
export async function gradeOn(tx: Tx, personId: string, day: CivilDate, at: Date): Promise<string | null> {
  const posting = (await postingOn(tx, personId, day)) ?? (await postingOn(tx, personId, parisDay(at)));
  return posting?.grade ?? null;
}

/** Selects where a person works over a period, a row for each post that meets it. */
export const placesOfWork = (personId: string, { from, until }: Period) =>
  db
    .selectFrom('posting as o')
    .innerJoin('structure as s', 's.id', 'o.structure_id')
    .select(['o.from', 'o.until', 's.time_zone as clock'])
    .where('o.person_id', '=', personId)
    .where('o.from', '<=', sql<CivilDate>`coalesce(${until}::date, 'infinity')`)
    .where((eb) => isNotOver(eb.ref('o.until'), from));

const placed = statement((given: Period & { personId: string }) => placesOfWork(given.personId, given));

/** Lists where a person works over a period. */
export const placesOver = (tx: Tx, personId: string, { from, until }: Period): Promise<PlaceOfWork[]> =>
  placed.all(tx, { personId, from, until });

/**
 * Reads an agent's situation on a day in these themes, with their number, structure and grade: what
 * a person who starts an act for them needs beside the form.
 */
export async function situationOf(
  tx: Tx,
  personId: string,
  { day, themes }: { day: CivilDate; themes: readonly string[] },
) {
  const person = await tx.person.findUniqueOrThrow({ where: { id: personId }, select: { employeeNumber: true } });
  const posting = await postingOn(tx, personId, day);
  const situation = await readSituation(tx, personId, day);
  return {
    employeeNumber: person.employeeNumber,
    structureName: posting?.structure.name ?? null,
    grade: posting?.grade ?? null,
    situation: situation.filter(({ definition }) => themes.includes(definition.name)),
  };
}

/**
 * Reads an agent's name, number and structure, by which a person who starts an act for them
 * recognises them.
 */
export async function startableAgent(tx: Tx, id: string, day: CivilDate) {
  const select = { id: true, firstName: true, lastName: true, employeeNumber: true } as const;
  const person = await tx.person.findUniqueOrThrow({ where: { id }, select });
  return { ...person, structureName: (await postingOn(tx, id, day))?.structure.name ?? null };
}

const inPost = statement((given: { personId: string; day: CivilDate }) =>
  postOn(given.personId, given.day).select('o.from'),
);

/** Returns since when somebody is in the post that they hold that day; null if they hold none. */
export const postSince = async (tx: Tx, personId: string, day: CivilDate): Promise<CivilDate | null> =>
  (await inPost.first(tx, { personId, day }))?.from ?? null;

const departments = statement((given: { personId: string; day: CivilDate }) =>
  db
    .selectFrom('posting as o')
    .innerJoin('structure as s', 's.id', 'o.structure_id')
    .select('s.department')
    .where('o.person_id', '=', given.personId)
    .where('o.from', '<=', given.day)
    .orderBy((eb) => isNotOver(eb.ref('o.until'), given.day), 'desc')
    .orderBy('o.from', 'desc')
    .orderBy('o.id', 'desc')
    .limit(1),
);

/**
 * Returns the administrative court that judges what was decided of an agent that day, as the
 * reference grid names it (« tribunal administratif de Melun »): that of their post then, or of the
 * last one they had (code de justice administrative, R312-12). Null: their département is not
 * known, or the grid has no row for it.
 */
export async function courtOf(tx: Tx, personId: string, day: CivilDate): Promise<string | null> {
  const post = await departments.first(tx, { personId, day });
  if (!post?.department) return null;
  const row = await rowOfUse(tx, 'court', day, { department: post.department });
  return row === undefined ? null : String(row.values.court);
}
