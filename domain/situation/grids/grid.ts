import type { Bilingual } from '../../bilingual.ts';
import type { Period } from '../../calendar/civil-date.ts';
import type { KeptValue, ThemeValue } from '../entry.ts';
import type { FieldType, Theme, ThemeField } from '../themes/theme.ts';

/** Types of a column: data of the law or the ministry, never of a person. */
export const GRID_TYPES = [
  ...['text', 'number', 'amount', 'fraction', 'date'],
  ...['grade', 'echelon', 'index', 'quota'],
] as const satisfies readonly FieldType[];
/** A type of column. */
export type GridType = (typeof GRID_TYPES)[number];

/**
 * A column. `by`: rows are found by its value; no two rows of one day share the values of all such
 * columns. `optional`: a row may leave it empty.
 */
export interface GridColumn {
  readonly key: string;
  readonly type: GridType;
  readonly label: Bilingual;
  readonly by?: true;
  readonly optional?: true;
}

/** The values of a row, by column. */
export type GridValues = Readonly<Record<string, string | number>>;

/**
 * A row of a grid, in force between two days, both included; `until` null: until another replaces
 * it.
 */
export interface GridRow extends Period {
  readonly values: GridValues;
  /** Its legal source; null: none was given. */
  readonly legal: string | null;
}

/**
 * What code uses a grid for. `court`: the administrative court (`court`: « tribunal administratif
 * de Melun ») by where an agent is posted (`department`: a code of domain/people/department.ts).
 * `retention`: how long the acts of a kind are kept, and what happens then
 * (domain/archive/retention.ts). `texts`: when the texts that acts cite are in force (`text`:
 * « décret n° 82-624 »; domain/act/legal/legal-texts.ts).
 */
export const GRID_USES = ['court', 'retention', 'texts'] as const;
/** A use of a grid by code. */
export type GridUse = (typeof GRID_USES)[number];

/** A grid without its rows: circuits and themes rely on it, so a new version keeps it. */
export interface GridShape {
  readonly name: string;
  readonly title: Bilingual;
  readonly use?: GridUse;
  readonly columns: readonly GridColumn[];
}

/** A reference grid: dated rows of data, a file of `processes/_situation/grids/`, read at the day of effect. */
export interface Grid extends GridShape {
  readonly rows: readonly GridRow[];
}

/**
 * States of a proposal of a grid: `open`, awaiting another analyst; sent back with a remark; taken
 * back; published.
 */
export const GRID_PROPOSAL_STATES = ['open', 'returned', 'taken-back', 'approved'] as const;
/** A state of a proposal of a grid. */
export type GridProposalState = (typeof GRID_PROPOSAL_STATES)[number];

/** The format of a grid's name, as FEEL and templates write it: `grids.quotites`. */
export const GRID_NAME = /^[a-z][a-z0-9_]{1,59}$/;
/** Folder of the grids shipped with the portal, in the folder of themes. */
export const GRID_FOLDER = 'grids/';
/** Maximum number of rows of a grid: enough for every grade of a ministry, with its history. */
export const MAX_GRID_ROWS = 5_000;

/** Grids by name, each with the rows in force on one day. */
export type GridsOn = Readonly<Record<string, Grid>>;

/** Lists the columns by which rows are found. */
export const foundBy = ({ columns }: Pick<GridShape, 'columns'>): readonly GridColumn[] =>
  columns.filter(({ by = false }) => by);

/** Returns the row that matches these values, among the rows of one day; undefined: none. */
export function rowFor(grid: Grid, known: ThemeValue): GridRow | undefined {
  const keys = foundBy(grid).map(({ key }) => key);
  return grid.rows.find(({ values }) => keys.every((key) => values[key] === known[key]));
}

/**
 * Returns the value that the grids of one day give a field whose source is a grid; undefined: none
 * for these values.
 */
export function fromGrid(grids: GridsOn, { key, grid = '' }: ThemeField, known: ThemeValue): KeptValue | undefined {
  const found = grids[grid];
  return found && rowFor(found, known)?.values[key];
}

const NAMED = /\bgrids\.([a-z][a-z0-9_]*)/g;
/** Lists the grids that an expression or a template names. */
export const gridsIn = (text: string): string[] => [...text.matchAll(NAMED)].map(([, name = '']) => name);

/** Lists the grids that a theme reads, in its fields or its rules, each once. */
export const gridsOf = ({ fields, rules }: Pick<Theme, 'fields' | 'rules'>): string[] => [
  ...new Set([
    ...fields.flatMap(({ source, grid }) => (source === 'grid' && grid !== undefined ? [grid] : [])),
    ...rules.flatMap(({ broken, params = {} }) => [broken, ...Object.values(params)].flatMap(gridsIn)),
  ]),
];
