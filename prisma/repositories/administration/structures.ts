import { type Expression, sql } from 'kysely';
import { type CivilDate, civilDateOf, dateColumn } from '#domain/calendar/civil-date.ts';
import type { PlaceClock } from '#domain/calendar/place-clock.ts';
import type { Department } from '#domain/people/department.ts';
import type { StructureRef } from '#domain/people/refs.ts';
import { Prisma, type Tx } from '../../client.ts';
import { countOfRows, db, statement } from '../../connection/typed-sql.ts';
import { uuid7 } from '../../uuid7.ts';
import { inForceOn } from '../statements/in-force.ts';
import { lockAlone } from '../statements/lock-alone.ts';
import { counted, inScope, type ListQuery, pageOf, structureJson } from './scope.ts';

/** A structure. */
export interface StructureFacts {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly city: string;
  readonly clock: PlaceClock;
  /** Null: not known. */
  readonly department: Department | null;
  readonly parentId: string | null;
  readonly path: string;
  readonly closedOn: CivilDate | null;
}

/** What may be corrected of a structure. */
export type CorrectedFacts = Partial<Pick<StructureFacts, 'name' | 'city' | 'clock' | 'department'>>;

interface StructureLine extends Omit<StructureFacts, 'path' | 'parentId'> {
  readonly parent: StructureRef | null;
  readonly depth: number;
  readonly people: number;
  readonly total: number;
}

/** Reads a page of the tree as a list, parents before what is below them. */
export async function listStructures(tx: Tx, query: ListQuery & { open?: boolean; everywhere?: boolean }) {
  const { q, day, open } = query;
  const start = `${(q ?? '').replace(/[\\%_]/g, '\\$&')}%`;
  const found =
    q === undefined
      ? Prisma.sql`true`
      : Prisma.sql`(search_key(s.name) like search_key(${`%${start}`}) or s.code like upper(${start}))`;
  return counted(
    await tx.$queryRaw<StructureLine[]>`
      with place as (
        select a.structure_id, string_agg(above.name, chr(1) order by a.distance desc) as names
          from structure_above a join structure above on above.id = a.above_id group by a.structure_id),
      listed as materialized (
        select s.*, l.names, (count(*) over ())::int as total
          from structure s join place l on l.structure_id = s.id
         where ${query.everywhere === true ? Prisma.sql`true` : inScope(query, Prisma.sql`s.id`)} and ${found}
           and ${open === true ? Prisma.sql`(s.closed_on is null or s.closed_on >= ${day}::date)` : Prisma.sql`true`}
         order by l.names ${pageOf(query)})
      select s.id::text, s.code, s.name, s.city, s.time_zone as clock, s.department, to_char(s.closed_on, 'YYYY-MM-DD') as "closedOn",
             case when p.id is null then null else ${structureJson('p')} end as parent,
             (length(s.path) - 1) / 37 - 1 as depth,
             (select count(distinct o.person_id)::int from posting o where o.structure_id = s.id
                and ${inForceOn(Prisma.sql`o`, day)}) as people,
             s.total
        from listed s left join structure p on p.id = s.parent_id
       order by s.names`,
  );
}

/** Finds a structure; null if it does not exist. */
export const findStructure = (tx: Tx, id: string): Promise<StructureFacts | null> => structureWhere(tx, { id });

/** Finds a structure by its code; null if there is none. */
export const structureByCode = (tx: Tx, code: string): Promise<StructureFacts | null> => structureWhere(tx, { code });

async function structureWhere(tx: Tx, where: { id: string } | { code: string }): Promise<StructureFacts | null> {
  const row = await tx.structure.findUnique({ where });
  if (row === null) return null;
  const { timeZone, department, closedOn, ...facts } = row;
  return {
    ...{ ...facts, clock: timeZone as PlaceClock, department: department as Department | null },
    closedOn: closedOn && civilDateOf(closedOn),
  };
}

/** Returns the names of a structure and of its parent; empty without one. */
export async function structureNames(tx: Tx, id: string, parentId: string | null) {
  const rows = await tx.structure.findMany({
    where: { id: { in: parentId === null ? [id] : [id, parentId] } },
    select: { id: true, name: true },
  });
  const nameOf = (asked: string | null) => rows.find((row) => row.id === asked)?.name ?? '';
  return { name: nameOf(id), parent: nameOf(parentId) };
}

/** Locks the tree until the transaction ends: paths are read, then written. */
export const lockTree = (tx: Tx): Promise<void> => lockAlone(tx, 'structures');

/** True if a structure has this code. */
export const codeIsTaken = async (tx: Tx, code: string): Promise<boolean> =>
  (await tx.structure.count({ where: { code } })) > 0;

/** Creates a structure below another one, with its time zone; returns the id. */
export async function createStructure(
  tx: Tx,
  made: Pick<StructureFacts, 'code' | 'name' | 'city' | 'department'> & { parent: StructureFacts; at: Date },
): Promise<string> {
  const { parent, at, ...facts } = made;
  const id = uuid7(at);
  const path = `${parent.path}${id}/`;
  await tx.structure.create({ data: { id, ...facts, parentId: parent.id, path, timeZone: parent.clock } });
  return id;
}

/** Corrects what is given of a structure. */
export async function changeStructure(tx: Tx, id: string, { clock, ...facts }: CorrectedFacts): Promise<void> {
  await tx.structure.update({ where: { id }, data: { ...facts, ...(clock !== undefined && { timeZone: clock }) } });
}

/**
 * Moves a structure, with all that is below it, under another one: every path changes in this one
 * statement.
 */
export async function moveStructure(tx: Tx, moved: StructureFacts, parent: StructureFacts): Promise<void> {
  const path = `${parent.path}${moved.id}/`;
  await treeMoved.run(tx, { path, kept: moved.path.length + 1, id: moved.id, parentId: parent.id });
}

const treeMoved = statement((given: { path: string; kept: number; id: string; parentId: string }) =>
  db
    .updateTable('structure')
    .set((eb) => ({
      path: sql<string>`${given.path} || substr(${eb.ref('path')}, ${given.kept}::integer)`,
      parent_id: eb
        .case()
        .when('id', '=', given.id)
        .then(sql<string>`${given.parentId}::uuid`)
        .else(eb.ref('parent_id'))
        .end(),
    }))
    .where('id', 'in', (eb) =>
      eb.selectFrom('structure_above').select('structure_id').where('above_id', '=', given.id),
    ),
);

/** Sets the last day of a structure; null: it stays open. */
export async function closeStructure(tx: Tx, id: string, on: CivilDate | null): Promise<void> {
  await tx.structure.update({ where: { id }, data: { closedOn: on === null ? null : dateColumn(on) } });
}

/**
 * Counts what would remain there after that day: postings, rights (delegations included),
 * structures below.
 */
export const usesAfter = (tx: Tx, id: string, on: CivilDate) => uses.one(tx, { id, on });

const uses = statement((given: { id: string; on: CivilDate }) => {
  const goesOn = (until: Expression<CivilDate | null>) => sql<boolean>`(${until} is null or ${until} > ${given.on})`;
  const rights = db
    .selectFrom('habilitation')
    .select((eb) => eb.fn.countAll<bigint>().as('many'))
    .where('structure_id', '=', given.id)
    .where((eb) => goesOn(eb.ref('until')));
  const delegations = db
    .selectFrom('delegation')
    .select((eb) => eb.fn.countAll<bigint>().as('many'))
    .where('structure_id', '=', given.id)
    .where('revoked_at', 'is', null)
    .where((eb) => goesOn(eb.ref('until')));
  return db.selectNoFrom((eb) => [
    eb
      .selectFrom('posting')
      .select(countOfRows.as('many'))
      .where('structure_id', '=', given.id)
      .where((of) => goesOn(of.ref('until')))
      .$asScalar()
      .$notNull()
      .as('postings'),
    sql<number>`(${rights} + ${delegations})::integer`.as('rights'),
    eb
      .selectFrom('structure')
      .select(countOfRows.as('many'))
      .where('parent_id', '=', given.id)
      .where((of) => goesOn(of.ref('closed_on')))
      .$asScalar()
      .$notNull()
      .as('below'),
  ]);
});

/** Lists the paths of the roots of the tree: there is one, once the portal is installed. */
export async function rootPaths(tx: Tx): Promise<string[]> {
  return (await tx.structure.findMany({ where: { parentId: null }, select: { path: true } })).map(({ path }) => path);
}
