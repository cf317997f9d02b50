import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely';
import { jsonBuildObject } from 'kysely/helpers/postgres';
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
import type { Tx } from '../../client.ts';
import { db, isOneOf, json, statement } from '../../connection/typed-sql.ts';
import type { Tables } from '../../generated/tables.ts';
import { uuid7 } from '../../uuid7.ts';
import { lockAlone } from '../statements/lock-alone.ts';

/** A version of a grid, without its rows. */
export interface GridVersion {
  readonly id: string;
  readonly number: number;
  readonly publishedAt: Date;
  /** Who proposed and who approved it, and why; null: the installation brought it. */
  readonly by: { readonly proposedBy: string; readonly approvedBy: string; readonly reason: string } | null;
}

/**
 * Writes a version of a grid; returns its id. The database refuses one that has two rows, or none,
 * for a day.
 */
export async function insertGrid(
  tx: Tx,
  { grid, number, proposalId }: { readonly grid: Grid; readonly number: number; readonly proposalId: string | null },
): Promise<string> {
  const id = uuid7(new Date());
  await inserted.run(tx, { id, name: grid.name, number, grid, proposalId });
  return id;
}

const inserted = statement(
  (given: { id: string; name: string; number: number; grid: Grid; proposalId: string | null }) =>
    db.insertInto('situation_grid').values({
      id: given.id,
      name: given.name,
      number: given.number,
      grid: json(given.grid),
      proposal_id: given.proposalId,
    }),
);

/**
 * Keeps the grids shipped with the portal that it did not have. Changes that a release brings to
 * the others are proposed and approved by two people.
 */
export async function keepNewGrids(tx: Tx, grids: readonly Grid[]): Promise<void> {
  const known = new Set((await gridShapes(tx)).map(({ name }) => name));
  for (const grid of grids) if (!known.has(grid.name)) await insertGrid(tx, { grid, number: 1, proposalId: null });
}

/** The last version of each grid. */
const newest = db.selectFrom('situation_grid').distinctOn('name').orderBy('name').orderBy('number', 'desc');

const shapes = statement(() =>
  newest.select((eb) => [
    'name',
    eb.ref('grid', '->').key('use').as('use'),
    eb.ref('grid', '->').key('title').as('title'),
    eb.ref('grid', '->').key('columns').as('columns'),
    eb
      .case()
      .when(eb.ref('grid', '->>').key('use'), '=', 'texts')
      .then(eb.ref('grid', '->').key('rows'))
      .end()
      .as('rows'),
  ]),
);

/**
 * Reads the shape of each grid in its last version, by name; with its rows for the texts that acts
 * cite.
 */
export const gridShapes = async (tx: Tx): Promise<(GridShape & Partial<Pick<Grid, 'rows'>>)[]> =>
  (await shapes.all(tx, {})).map(({ use, rows, ...shape }) => ({
    ...shape,
    ...(use && { use }),
    ...(rows && { rows }),
  }));

const texts = statement(() => newest.select('grid').where((eb) => eb(eb.ref('grid', '->>').key('use'), '=', 'texts')));

/** Lists the texts that acts cite, of any day. */
export const legalTexts = async (tx: Tx): Promise<LegalText[]> =>
  legalTextsOf((await texts.all(tx, {})).map(({ grid }) => grid));

const versions = db
  .selectFrom('situation_grid as g')
  .leftJoin('situation_grid_proposal as p', 'p.id', 'g.proposal_id')
  .select((eb) => [
    'g.id',
    'g.number',
    'g.published_at as publishedAt',
    eb
      .case()
      .when('p.id', 'is not', null)
      .then(
        jsonBuildObject({
          proposedBy: eb.ref('p.proposed_by').$notNull(),
          approvedBy: eb.ref('p.decided_by').$notNull(),
          reason: eb.ref('p.reason').$notNull(),
        }),
      )
      .end()
      .as('by'),
  ]);

const current = statement(() =>
  versions
    .distinctOn('g.name')
    .select((eb) => [
      'g.name',
      eb.ref('g.grid', '->').key('title').as('title'),
      sql<number>`jsonb_array_length(${eb.ref('g.grid', '->').key('rows')})`.as('rows'),
    ])
    .orderBy('g.name')
    .orderBy('g.number', 'desc'),
);

/** Lists the last version of each grid, with its number of rows. */
export const currentGrids = (
  tx: Tx,
): Promise<(GridVersion & Pick<Grid, 'name' | 'title'> & { readonly rows: number })[]> => current.all(tx, {});

const currentOf = statement((given: { name: string }) =>
  versions.select('g.grid').where('g.name', '=', given.name).orderBy('g.number', 'desc').limit(1),
);

/** Finds the last version of a grid, with its content; null: there is no such grid. */
export const currentGrid = (tx: Tx, name: string): Promise<(GridVersion & { readonly grid: Grid }) | null> =>
  currentOf.first(tx, { name });

/** Max versions of a grid in a list. */
const MAX_VERSIONS = 100;

const versionsOf = statement((given: { name: string }) =>
  versions.where('g.name', '=', given.name).orderBy('g.number', 'desc').limit(MAX_VERSIONS),
);

/** Lists the versions of a grid, latest first. */
export const gridVersions = (tx: Tx, name: string): Promise<GridVersion[]> => versionsOf.all(tx, { name });

/** Locks a grid until the transaction ends, so that its changes are checked one after the other. */
export const lockGrid = (tx: Tx, name: string): Promise<void> => lockAlone(tx, `situation_grid:${name}`);

/** The rows of a grid. */
const rowsIn = (grid: Expression<Grid>) =>
  sql<{ row: GridRow; place: bigint }>`jsonb_array_elements(${grid} -> 'rows') with ordinality`.as<'at'>(
    sql`at("row", place)`,
  );

/** The last versions of these grids, each with its rows of that day. */
const standing = (which: Expression<SqlBool>, day: CivilDate) =>
  db.selectFrom(newest.select(['name', 'grid']).where(which).as('g')).select((eb) => [
    'g.name',
    eb.ref('g.grid', '->').key('title').as('title'),
    eb.ref('g.grid', '->').key('columns').as('columns'),
    eb
      .selectFrom(rowsIn(eb.ref('g.grid')))
      .select(({ ref }) =>
        sql<GridRow[]>`coalesce(jsonb_agg(${ref('at.row')} order by ${ref('at.place')}), '[]')`.as('rows'),
      )
      .where((of) => of(of.ref('at.row', '->>').key('from'), '<=', day))
      .where((of) =>
        of.or([
          of(of.ref('at.row', '->>').key('until'), 'is', null),
          of(of.ref('at.row', '->>').key('until'), '>=', day),
        ]),
      )
      .$asScalar()
      .$notNull()
      .as('rows'),
  ]);

const row = expressionBuilder<Tables, 'situation_grid'>();

/** Selects the grids of these names in their last version, each with its rows of that day. */
export const standingGrids = (names: readonly string[], day: CivilDate) =>
  standing(isOneOf(row.ref('name'), names), day);

const ofUse = statement((given: { use: GridUse; day: CivilDate }) =>
  standing(row(row.ref('grid', '->>').key('use'), '=', given.use), given.day),
);

/** Finds the grid that code uses for this, with its rows of a day; undefined: there is none. */
export const gridOfUse = async (tx: Tx, use: GridUse, day: CivilDate): Promise<Grid | undefined> =>
  (await ofUse.first(tx, { use, day })) ?? undefined;

/** Finds its row with these values; undefined: none. */
export async function rowOfUse(tx: Tx, use: GridUse, day: CivilDate, known: ThemeValue): Promise<GridRow | undefined> {
  const grid = await gridOfUse(tx, use, day);
  return grid && rowFor(grid, known);
}

/** Indexes grids by name, as rules and fields read them. */
export const byName = (grids: readonly Grid[]): GridsOn => Object.fromEntries(grids.map((grid) => [grid.name, grid]));

const named = statement((given: { names: readonly string[]; day: CivilDate }) => standingGrids(given.names, given.day));

/** Reads the grids of these names in their last version, each with its rows of that day. */
export const gridsOn = async (tx: Tx, names: readonly string[], day: CivilDate): Promise<GridsOn> =>
  names.length === 0 ? {} : byName(await named.all(tx, { names, day }));

/**
 * Returns a function that reads fields from grids, each on its day; a grid is read once for all
 * fields of a day.
 */
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
