import { type CivilDate, civilDateOf, dateColumn, type Period } from '#domain/calendar/civil-date.ts';
import type { StructureRef } from '#domain/people/refs.ts';
import { Prisma, type Tx } from '../../client.ts';
import { call, db, statement, unnested } from '../../connection/typed-sql.ts';
import { lockAlone } from '../statements/lock-alone.ts';
import { counted, inScope, type ListQuery, pageOf, standsAs, structureJson } from './scope.ts';

/** An opening or closing of a kind for a structure and those below it. */
export interface OpeningFacts extends Period {
  readonly id: string;
  readonly kind: string;
  readonly structureId: string;
  readonly structurePath: string;
  readonly open: boolean;
}

/** Reads a page of the openings on the administrator's structures. */
export const listOpenings = async (tx: Tx, query: ListQuery & { kind?: string | undefined }) =>
  counted(
    await tx.$queryRaw<
      {
        id: string;
        kind: string;
        open: boolean;
        structure: StructureRef;
        from: string;
        until: string | null;
        total: number;
      }[]
    >`
      select x.id::text, x.kind, x.open, ${structureJson('s')} as structure, to_char(x."from", 'YYYY-MM-DD') as "from",
             to_char(x.until, 'YYYY-MM-DD') as until, (count(*) over ())::int as total
        from kind_opening x join structure s on s.id = x.structure_id
       where ${inScope(query, Prisma.sql`x.structure_id`)}
         and ${standsAs(query, Prisma.sql`x."from"`, Prisma.sql`x.until`)}
         and ${query.kind === undefined ? Prisma.sql`true` : Prisma.sql`x.kind = ${query.kind}`}
       order by (x.kind = '*') desc, x.kind, length(s.path), s.name, x."from" desc ${pageOf(query)}`,
  );

/** Finds an opening; null if it does not exist. */
export async function findOpening(tx: Tx, id: string): Promise<OpeningFacts | null> {
  const row = await tx.kindOpening.findUnique({ where: { id }, include: { structure: { select: { path: true } } } });
  if (row === null) return null;
  const { kind, structureId, open, from, until, structure } = row;
  return {
    id,
    kind,
    structureId,
    open,
    structurePath: structure.path,
    from: civilDateOf(from),
    until: until && civilDateOf(until),
  };
}

/**
 * Locks the openings of a kind until the transaction ends: overlaps are looked for, then written.
 */
export const lockOpenings = (tx: Tx, kind: string): Promise<void> => lockAlone(tx, `opening:${kind}`);

/** Lists the periods of a kind's openings on a structure. */
export async function openingsOf(tx: Tx, kind: string, structureId: string): Promise<Period[]> {
  const rows = await tx.kindOpening.findMany({ where: { kind, structureId } });
  return rows.map(({ from, until }) => ({ from: civilDateOf(from), until: until && civilDateOf(until) }));
}

/** Writes an opening; returns its id. */
export async function createOpening(
  tx: Tx,
  { from, until, ...made }: Period & { kind: string; structureId: string; open: boolean },
): Promise<string> {
  const data = { ...made, from: dateColumn(from), until: until === null ? null : dateColumn(until) };
  return (await tx.kindOpening.create({ data, select: { id: true } })).id;
}

/** True if the people of a structure can file this kind that day. */
export const isKindOpen = async (tx: Tx, kind: string, structureId: string, day: CivilDate): Promise<boolean> =>
  (await openThere.one(tx, { kind, structureId, day })).open;

const openThere = statement((given: { kind: string; structureId: string; day: CivilDate }) =>
  db.selectNoFrom(call('kind_is_open', given.kind, given.structureId, given.day).as('open')),
);

/** Among these kinds, returns those that the people of a structure can file that day. */
export async function openKinds(
  tx: Tx,
  kinds: readonly string[],
  structureId: string,
  day: CivilDate,
): Promise<Set<string>> {
  return new Set((await openAmong.all(tx, { kinds, structureId, day })).map(({ kind }) => kind));
}

const openAmong = statement((given: { kinds: readonly string[]; structureId: string; day: CivilDate }) =>
  db
    .selectFrom(unnested({ kind: given.kinds }, { kind: 'text' }))
    .select('given.kind')
    .where((eb) => call('kind_is_open', eb.ref('given.kind'), given.structureId, given.day)),
);
