import { type CivilDate, civilDateOf, dateColumn, type Period } from '#domain/calendar/civil-date.ts';
import { COUNT_BOUND } from '#domain/formats/count.ts';
import type { PersonRef, StructureRef } from '#domain/people/refs.ts';
import type { PowerText } from '#domain/permissions/actor.ts';
import type { Ground } from '#domain/permissions/administration.ts';
import type { Role } from '#domain/permissions/role.ts';
import type { Post } from '#domain/power/office.ts';
import { Prisma, type Tx } from '../../client.ts';
import { postsHeldBy } from '../people/people.ts';
import { inForceOn } from '../statements/in-force.ts';
import { type PageAsked, readPage } from '../statements/keyset.ts';
import { lockAlone } from '../statements/lock-alone.ts';
import { personSearch } from '../statements/search.ts';
import { type StructuresHeld, structuresHeld } from '../statements/structures-held.ts';
import { type ListQuery, personJson, standsAs, structureJson } from './scope.ts';

/** What a person holds for a while. */
export interface Holding extends Period {
  readonly id: string;
  readonly personId: string;
  /** Null for an absence of someone posted nowhere. */
  readonly structurePath: string | null;
  /** As the audit keeps it. */
  readonly facts: Prisma.InputJsonObject;
}

interface Line {
  readonly id: string;
  readonly person: PersonRef & { readonly employeeNumber: string };
  readonly from: string;
  readonly until: string | null;
}

const DAYS = Prisma.sql`to_char(x."from", 'YYYY-MM-DD') as "from", to_char(x.until, 'YYYY-MM-DD') as until`;
const BY_NAME = [
  Prisma.sql`search_key(p.last_name)`,
  Prisma.sql`search_key(p.first_name)`,
  // The latest first for each person, while the sort keeps one direction.
  Prisma.sql`(date '9999-12-31' - x."from")`,
  Prisma.sql`x.id`,
];

/** An administrator's query of what people hold: one page, by name. */
export type HoldingQuery = Omit<ListQuery, 'page'> & PageAsked;

/** The rows of a list: a table, its structure and other conditions. */
interface Held {
  readonly table: Prisma.Sql;
  readonly structure: Prisma.Sql;
  /** `… where …`, of the rows as `x` that are in the structures `held`. */
  readonly chosen: (held: StructuresHeld) => Prisma.Sql;
  readonly narrowed?: readonly Prisma.Sql[];
  /** `select … from …`, of the rows as `x`. */
  readonly read: Prisma.Sql;
}

/**
 * Reads a page: rows of `table` as `x` in the reader's structures that match the words and period.
 */
async function listHeld<Row extends Line>(
  tx: Tx,
  query: HoldingQuery,
  { table, structure, chosen, narrowed = [], read }: Held,
) {
  const { administratorId, day, structureId: below } = query;
  const held = structuresHeld(administratorId, 'administrateur', day, { below });
  const isNamed = await personSearch(tx, query.q, Prisma.sql`x.person_id`);
  const period = standsAs(query, Prisma.sql`x."from"`, Prisma.sql`x.until`);
  const asked = Prisma.join([...narrowed, isNamed, period], ' and ');
  const sorted = Prisma.sql`from ${table} x join person p on p.id = x.person_id`;
  const rowOf = (id: string) => Prisma.sql`(select ${Prisma.join(BY_NAME, ', ')} ${sorted} where x.id = ${id}::uuid)`;
  return readPage<Row>(
    tx,
    {
      given: [held.given],
      max: COUNT_BOUND,
      chosen: Prisma.sql`select x.id, x.person_id, x."from" from ${chosen(held)} and ${asked}`,
      few: Prisma.sql`from few x join person p on p.id = x.person_id`,
      condition: Prisma.sql`${held.condition(structure)} and ${asked}`,
      sorted,
      order: { columns: BY_NAME, descending: false, rowOf },
      id: Prisma.sql`x.id`,
      read: (reader, ids) => reader.$queryRaw`${read} where x.id = any(${ids}::uuid[])`,
      idOf: ({ id }) => id,
    },
    query,
  );
}

/** For rows with the structure on which they are held. */
const ofStructure = (table: Prisma.Sql): Pick<Held, 'table' | 'structure' | 'chosen'> => ({
  table,
  structure: Prisma.sql`x.structure_id`,
  chosen: ({ name }) => Prisma.sql`${name} h join ${table} x on x.structure_id = h.structure_id where true`,
});

/** Reads a page of the postings in the administrator's structures. */
export const listPostings = (tx: Tx, query: HoldingQuery) =>
  listHeld<Line & { structure: StructureRef; quality: string; grade: string }>(tx, query, {
    ...ofStructure(Prisma.sql`posting`),
    read: Prisma.sql`
      select x.id::text, ${personJson('p')} as person, ${structureJson('s')} as structure, x.quality, x.grade, ${DAYS}
        from posting x join person p on p.id = x.person_id join structure s on s.id = x.structure_id`,
  });

/** Reads a page of the rights on the administrator's structures. */
export const listHabilitations = (tx: Tx, query: HoldingQuery & { role?: string | undefined }) =>
  listHeld<
    Line &
      Required<PowerText> & {
        structure: StructureRef;
        role: Role;
        byRight: boolean;
        /** Of a person who signs by right: shows which office it is. */
        posts: readonly Post[];
      }
  >(tx, query, {
    ...ofStructure(Prisma.sql`habilitation`),
    narrowed: query.role === undefined ? [] : [Prisma.sql`x.role = ${query.role}`],
    read: Prisma.sql`
      select x.id::text, ${personJson('p')} as person, ${structureJson('s')} as structure, x.role,
             x.by_right as "byRight", x.power_reference as "powerReference", x.in_name_of as "inNameOf", x.appointment, ${DAYS},
             case when x.by_right then ${postsHeldBy(Prisma.sql`x.person_id`)} else '[]' end as posts
        from habilitation x join person p on p.id = x.person_id join structure s on s.id = x.structure_id`,
  });

/** Reads a page of the absences of people posted in the administrator's structures that day. */
export function listAbsences(tx: Tx, query: HoldingQuery) {
  const posted = Prisma.sql`
    select o.structure_id from posting o where o.person_id = x.person_id
       and ${inForceOn(Prisma.sql`o`, query.day)}
     order by o."from" desc, o.id desc limit 1`;
  return listHeld<Line & { structure: StructureRef | null }>(tx, query, {
    table: Prisma.sql`absence`,
    structure: Prisma.sql`(${posted})`,
    chosen: (held) => Prisma.sql`absence x where ${held.condition(Prisma.sql`(${posted})`)}`,
    read: Prisma.sql`
      select x.id::text, ${personJson('p')} as person, ${structureJson('s')} as structure, ${DAYS}
        from absence x join person p on p.id = x.person_id
        join lateral (${posted}) o on true join structure s on s.id = o.structure_id`,
  });
}

/** Locks what a person holds until the transaction ends: overlaps are looked for, then written. */
export const lockPerson = (tx: Tx, personId: string): Promise<void> => lockAlone(tx, `rights:${personId}`);

const days = ({ from, until }: { from: Date; until: Date | null }): Period => ({
  from: civilDateOf(from),
  until: until && civilDateOf(until),
});
const columns = ({ from, until }: Period) => ({
  from: dateColumn(from),
  until: until === null ? null : dateColumn(until),
});

/** Lists the periods of a person's postings. */
export async function postingsOf(tx: Tx, personId: string): Promise<Period[]> {
  return (await tx.posting.findMany({ where: { personId } })).map(days);
}

/** Writes a posting; returns its id. */
export async function createPosting(
  tx: Tx,
  {
    from,
    until,
    ...made
  }: Period & { personId: string; structureId: string; quality: string; grade: string; proposalId: string | null },
): Promise<string> {
  return (await tx.posting.create({ data: { ...made, ...columns({ from, until }) }, select: { id: true } })).id;
}

/** Finds a posting; null if it does not exist. */
export async function findPosting(tx: Tx, id: string): Promise<Holding | null> {
  const row = await tx.posting.findUnique({ where: { id }, include: { structure: { select: { path: true } } } });
  if (row === null) return null;
  const { quality, grade, structureId, personId } = row;
  const facts = { structureId, quality, grade, ...days(row) };
  return { id, personId, structurePath: row.structure.path, ...days(row), facts };
}

/** Changes the quality of postings. */
export async function requalify(tx: Tx, ids: readonly string[], quality: string): Promise<void> {
  await tx.posting.updateMany({ where: { id: { in: [...ids] } }, data: { quality } });
}

/** Lists the periods of a person's right on a structure. */
export async function habilitationsOf(tx: Tx, personId: string, role: string, structureId: string): Promise<Period[]> {
  return (await tx.habilitation.findMany({ where: { personId, role, structureId } })).map(days);
}

/** Writes a right; returns its id. */
export async function createHabilitation(
  tx: Tx,
  {
    from,
    until,
    appointment,
    ...made
  }: Period &
    PowerText & {
      personId: string;
      structureId: string;
      role: string;
      byRight: boolean;
      /** domain/permissions/administration.ts: Ground; null for an ordinary right. */
      ground: Ground | null;
      proposalId: string | null;
    },
): Promise<string> {
  const said = appointment && { appointment: { ...appointment } };
  const data = { ...made, ...columns({ from, until }), ...said };
  return (await tx.habilitation.create({ data, select: { id: true } })).id;
}

/** Finds a right; null if it does not exist. */
export async function findHabilitation(tx: Tx, id: string): Promise<Holding | null> {
  const row = await tx.habilitation.findUnique({ where: { id }, include: { structure: { select: { path: true } } } });
  if (row === null) return null;
  const { role, byRight, powerReference, inNameOf, appointment, structureId, personId } = row;
  return {
    id,
    personId,
    structurePath: row.structure.path,
    ...days(row),
    facts: { role, byRight, powerReference, inNameOf, appointment, structureId, ...days(row) },
  };
}

/** A right to sign by right whose holder took another post since they received it. */
export interface RightSincePosted {
  readonly id: string;
  readonly from: CivilDate;
  readonly person: Line['person'];
  readonly structure: StructureRef;
  readonly posts: readonly Post[];
}

/** Lists those in force on this day. */
export const rightsSincePosted = (tx: Tx, day: CivilDate): Promise<RightSincePosted[]> =>
  tx.$queryRaw`
    select x.id::text, to_char(x."from", 'YYYY-MM-DD') as "from", ${personJson('p')} as person, ${structureJson('s')} as structure,
           ${postsHeldBy(Prisma.sql`p.id`)} as posts
      from habilitation x join person p on p.id = x.person_id join structure s on s.id = x.structure_id
     where x.role = 'signataire' and x.by_right and ${inForceOn(Prisma.sql`x`, day)}
       and exists (select from posting o where o.person_id = p.id and o."from" > x."from" and ${inForceOn(Prisma.sql`o`, day)})
     order by x.id`;

/** Lists the periods of a person's absences. */
export async function absencesOf(tx: Tx, personId: string): Promise<Period[]> {
  return (await tx.absence.findMany({ where: { personId } })).map(days);
}

/** Writes an absence; returns its id. */
export async function createAbsence(
  tx: Tx,
  { personId, from, until }: { personId: string; from: CivilDate; until: CivilDate },
): Promise<string> {
  const data = { personId, from: dateColumn(from), until: dateColumn(until) };
  return (await tx.absence.create({ data, select: { id: true } })).id;
}

/** Finds an absence, with its person's structure; null if it does not exist. */
export async function findAbsence(tx: Tx, id: string, structurePath: (personId: string) => Promise<string | null>) {
  const row = await tx.absence.findUnique({ where: { id } });
  if (row === null) return null;
  const { personId } = row;
  return { id, personId, structurePath: await structurePath(personId), ...days(row), facts: { ...days(row) } };
}

/** Tables of what is held between two days. */
export type HoldingTable = 'posting' | 'habilitation' | 'absence' | 'kindOpening';

/** Sets the last day of what a person holds, or of an opening. */
export async function endHolding(tx: Tx, table: HoldingTable, id: string, until: CivilDate): Promise<void> {
  const change = { where: { id }, data: { until: dateColumn(until) } };
  switch (table) {
    case 'posting':
      return void (await tx.posting.update(change));
    case 'habilitation':
      return void (await tx.habilitation.update(change));
    case 'absence':
      return void (await tx.absence.update(change));
    case 'kindOpening':
      return void (await tx.kindOpening.update(change));
  }
}

/** Removes what never began; the database refuses otherwise. */
export async function removeHolding(tx: Tx, table: HoldingTable | 'delegation', id: string): Promise<void> {
  const one = { where: { id } };
  switch (table) {
    case 'posting':
      return void (await tx.posting.delete(one));
    case 'habilitation':
      return void (await tx.habilitation.delete(one));
    case 'absence':
      return void (await tx.absence.delete(one));
    case 'delegation':
      return void (await tx.delegation.delete(one));
    case 'kindOpening':
      return void (await tx.kindOpening.delete(one));
  }
}
