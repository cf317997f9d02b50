import { type LegalText, legalTextsOf } from '#domain/act/legal/legal-texts.ts';
import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { ThemeValue } from '#domain/situation/entry.ts';
import {
  fromGrid,
  type Grid,
  type GridRow,
  type GridShape,
  type GridsOn,
  type GridUse,
  rowFor,
} from '#domain/situation/grids/grid.ts';
import type { ValueSources } from '#domain/situation/read-asked.ts';
import { Prisma, type Tx } from '../../client.ts';
import { uuid7 } from '../../uuid7.ts';

/** A version of a grid, its rows aside. */
export interface GridVersion {
  readonly id: string;
  readonly number: number;
  readonly publishedAt: Date;
  /** Who proposed and who approved it, and why; null: the installation brought it. */
  readonly by: { readonly proposedBy: string; readonly approvedBy: string; readonly reason: string } | null;
}

/** Writes a version of a grid, after the last one. The database refuses one that says two things of a day, or nothing of one. */
export async function insertGrid(
  tx: Tx,
  { grid, number, proposalId }: { readonly grid: Grid; readonly number: number; readonly proposalId: string | null },
): Promise<string> {
  const id = uuid7(new Date());
  await tx.$executeRaw`
    insert into situation_grid (id, name, number, grid, proposal_id)
    values (${id}::uuid, ${grid.name}, ${number}, ${JSON.stringify(grid)}::jsonb, ${proposalId}::uuid)`;
  return id;
}

/**
 * Keeps the grids that the portal is shipped with and that it did not have. What a release changes of the others, two people
 * take up.
 */
export async function keepNewGrids(tx: Tx, grids: readonly Grid[]): Promise<void> {
  const known = new Set((await gridShapes(tx)).map(({ name }) => name));
  for (const grid of grids) if (!known.has(grid.name)) await insertGrid(tx, { grid, number: 1, proposalId: null });
}

/** What each grid is about, as it stands today, by name; of the texts that acts cite, what it says of them too. */
export const gridShapes = async (tx: Tx): Promise<(GridShape & Partial<Pick<Grid, 'rows'>>)[]> =>
  (
    await tx.$queryRaw<{ grid: GridShape & Partial<Pick<Grid, 'rows'>> }[]>`
    select distinct on (name) jsonb_strip_nulls(jsonb_build_object('name', name, 'use', grid -> 'use'))
           || jsonb_build_object('title', grid -> 'title', 'columns', grid -> 'columns')
           || case when grid ->> 'use' = 'texts' then jsonb_build_object('rows', grid -> 'rows') else '{}' end as grid
      from situation_grid order by name, number desc`
  ).map(({ grid }) => grid);

/** The texts that acts cite, whatever their days. */
export const legalTexts = async (tx: Tx): Promise<LegalText[]> =>
  legalTextsOf(
    await tx.$queryRaw<Grid[]>`
      select distinct on (name) name, grid -> 'use' as use, grid -> 'rows' as rows from situation_grid
       where grid ->> 'use' = 'texts' order by name, number desc`,
  );

const VERSION = Prisma.sql`
  g.id::text, g.number, g.published_at as "publishedAt",
  case when p.id is not null then jsonb_build_object(
    'proposedBy', p.proposed_by, 'approvedBy', p.decided_by, 'reason', p.reason) end as by`;
const VERSIONS = Prisma.sql`situation_grid g left join situation_grid_proposal p on p.id = g.proposal_id`;

/** The last version of each grid, with how many rows it has. */
export const currentGrids = (
  tx: Tx,
): Promise<(GridVersion & Pick<Grid, 'name' | 'title'> & { readonly rows: number })[]> =>
  tx.$queryRaw`
    select distinct on (g.name) ${VERSION}, g.name, g.grid -> 'title' as title, jsonb_array_length(g.grid -> 'rows') as rows
      from ${VERSIONS} order by g.name, g.number desc`;

/** The last version of a grid, whole; null: there is no such grid. */
export async function currentGrid(tx: Tx, name: string): Promise<(GridVersion & { readonly grid: Grid }) | null> {
  const [found] = await tx.$queryRaw<(GridVersion & { readonly grid: Grid })[]>`
    select ${VERSION}, g.grid from ${VERSIONS} where g.name = ${name} order by g.number desc limit 1`;
  return found ?? null;
}

/** How many versions of a grid are read back. */
const MAX_VERSIONS = 100;

/** The versions of a grid, the latest first. */
export const gridVersions = (tx: Tx, name: string): Promise<GridVersion[]> =>
  tx.$queryRaw`select ${VERSION} from ${VERSIONS} where g.name = ${name} order by g.number desc limit ${MAX_VERSIONS}`;

/** Has one change of a grid looked at at a time, until the transaction ends. */
export async function lockGrid(tx: Tx, name: string): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`situation_grid:${name}`}, 0))`;
}

/** The grids of these names as they stand, each with its rows of that day: a query. */
export const standingGrids = (names: readonly string[], day: CivilDate): Prisma.Sql =>
  standing(Prisma.sql`name = any(${[...names]}::text[])`, day);

const standing = (which: Prisma.Sql, day: CivilDate): Prisma.Sql => Prisma.sql`
    select g.name, g.grid -> 'title' as title, g.grid -> 'columns' as columns, coalesce((
             select jsonb_agg(r order by n) from jsonb_array_elements(g.grid -> 'rows') with ordinality as at (r, n)
              where r ->> 'from' <= ${day} and (r ->> 'until' is null or r ->> 'until' >= ${day})), '[]') as rows
      from (select distinct on (name) name, grid from situation_grid where ${which}
             order by name, number desc) g`;

/** The grid that code relies on for this, with its rows of a day; undefined: there is none. */
export async function gridOfUse(tx: Tx, use: GridUse, day: CivilDate): Promise<Grid | undefined> {
  const [grid] = await tx.$queryRaw<Grid[]>(standing(Prisma.sql`grid ->> 'use' = ${use}`, day));
  return grid;
}

/** What it says of the rows whose values are these; undefined: nothing. */
export async function rowOfUse(tx: Tx, use: GridUse, day: CivilDate, known: ThemeValue): Promise<GridRow | undefined> {
  const grid = await gridOfUse(tx, use, day);
  return grid && rowFor(grid, known);
}

/** What rules and fields read of them. */
export const byName = (grids: readonly Grid[]): GridsOn => Object.fromEntries(grids.map((grid) => [grid.name, grid]));

/** The grids of these names as they stand, each with its rows of that day. */
export const gridsOn = async (tx: Tx, names: readonly string[], day: CivilDate): Promise<GridsOn> =>
  names.length === 0 ? {} : byName(await tx.$queryRaw<Grid[]>(standingGrids(names, day)));

/** Reads fields from grids, each at its day: a grid is read once for all that take something of it on a day. */
export function readingGrids(tx: Tx): ValueSources['fromGrid'] {
  const read = new Map<string, Promise<GridsOn>>();
  return async (field, day, known) => {
    const { grid = '' } = field;
    const asked = `${grid} ${day}`;
    const grids = read.get(asked) ?? gridsOn(tx, [grid], day);
    read.set(asked, grids);
    return fromGrid(await grids, field, known);
  };
}
