import { type CivilDate, type Period, parisDay } from '#domain/calendar/civil-date.ts';
import type { PlaceOfWork } from '#domain/calendar/working-days.ts';
import { Prisma, type Tx } from '../../client.ts';
import { inForceOn } from '../in-force.ts';
import { rowOfUse } from './grids.ts';
import { postingOn } from './people.ts';
import { readSituation } from './situation.ts';

/** The grade a person has that day, or today for a day before their first post here; null without a post. */
export async function gradeOn(tx: Tx, personId: string, day: CivilDate, at: Date): Promise<string | null> {
  const posting = (await postingOn(tx, personId, day)) ?? (await postingOn(tx, personId, parisDay(at)));
  return posting?.grade ?? null;
}

/** Where a person works over a period, a line for each post that meets it: a query. */
export const placesOfWork = (personId: string, { from, until }: Period): Prisma.Sql => Prisma.sql`
    select to_char(o."from", 'YYYY-MM-DD') as "from", to_char(o.until, 'YYYY-MM-DD') as until, s.time_zone as clock
      from posting o join structure s on s.id = o.structure_id
     where o.person_id = ${personId}::uuid and o."from" <= coalesce(${until}::date, 'infinity')
       and (o.until is null or o.until >= ${from}::date)`;

export const placesOver = (tx: Tx, personId: string, period: Period): Promise<PlaceOfWork[]> =>
  tx.$queryRaw(placesOfWork(personId, period));

/** Where an agent stands that day: what whoever starts an act for them needs beside the form that changes these themes. */
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

/** An agent by name, number and structure: what whoever starts an act for them must recognise. */
export async function startableAgent(tx: Tx, id: string, day: CivilDate) {
  const select = { id: true, firstName: true, lastName: true, employeeNumber: true } as const;
  const person = await tx.person.findUniqueOrThrow({ where: { id }, select });
  return { ...person, structureName: (await postingOn(tx, id, day))?.structure.name ?? null };
}

/** Since when somebody is in the post that they hold that day; null when they hold none. */
export async function postSince(tx: Tx, personId: string, day: CivilDate): Promise<CivilDate | null> {
  const [row] = await tx.$queryRaw<{ since: CivilDate }[]>`
    select to_char(o."from", 'YYYY-MM-DD') as since from posting o
     where o.person_id = ${personId}::uuid and ${inForceOn(Prisma.sql`o`, day)}
     order by o."from" desc, o.id desc limit 1`;
  return row?.since ?? null;
}

/**
 * The administrative court that judges what was decided of an agent that day, as the reference grid names it (« tribunal
 * administratif de Melun »): that of their post then, or of the last one they had (code de justice administrative, R312-12).
 * Null: where they are posted is not said, or the grid says nothing of it.
 */
export async function courtOf(tx: Tx, personId: string, day: CivilDate): Promise<string | null> {
  const [post] = await tx.$queryRaw<{ department: string | null }[]>`
    select s.department from posting o join structure s on s.id = o.structure_id
     where o.person_id = ${personId}::uuid and o."from" <= ${day}::date
     order by (o.until is null or o.until >= ${day}::date) desc, o."from" desc, o.id desc limit 1`;
  if (!post?.department) return null;
  const row = await rowOfUse(tx, 'court', day, { department: post.department });
  return row === undefined ? null : String(row.values.court);
}
