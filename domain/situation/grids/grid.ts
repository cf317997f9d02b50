import type { Period } from '../../calendar/civil-date.ts';
import type { Bilingual } from '../../circuit/manifest.ts';
import type { KeptValue, ThemeValue } from '../entry.ts';
import type { FieldType, Theme, ThemeField } from '../themes/theme.ts';

/** Types of a column: what the law or the ministry says of a matter, and never of somebody. */
export const GRID_TYPES = [
  ...['text', 'number', 'amount', 'fraction', 'date'],
  ...['grade', 'echelon', 'index', 'quota'],
] as const satisfies readonly FieldType[];
export type GridType = (typeof GRID_TYPES)[number];

/**
 * A column. `by`: rows are found by its value, which no two rows of one day share (with those of the other such columns).
 * `optional`: a row may say nothing there.
 */
export interface GridColumn {
  readonly key: string;
  readonly type: GridType;
  readonly label: Bilingual;
  readonly by?: true;
  readonly optional?: true;
}

export type GridValues = Readonly<Record<string, string | number>>;

/** What a grid says from a day until another, both included; `until` null: until something else is said. */
export interface GridRow extends Period {
  readonly values: GridValues;
  /** The text that says so; null where none was given. */
  readonly legal: string | null;
}

/**
 * What code relies on a grid for. `court`: the administrative court (`court`: « tribunal administratif de Melun ») by where an
 * agent is posted (`department`: a code of domain/people/department.ts). `retention`: how long the acts of a kind are kept, and then
 * what (domain/archive/retention.ts). `texts`: when the texts are in force that acts cite
 * (`text`: « décret n° 82-624 »; domain/act/legal/legal-texts.ts).
 */
export const GRID_USES = ['court', 'retention', 'texts'] as const;
export type GridUse = (typeof GRID_USES)[number];

/** What a grid is about, whatever it says: circuits and themes rely on it, so that a version keeps it. */
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

/** How a proposal of a grid stands: `open`, another analyst is awaited; sent back with a remark, taken back, published. */
export const GRID_PROPOSAL_STATES = ['open', 'returned', 'taken-back', 'approved'] as const;
export type GridProposalState = (typeof GRID_PROPOSAL_STATES)[number];

/** A name of a grid, as FEEL and templates write it: `grids.quotites`. */
export const GRID_NAME = /^[a-z][a-z0-9_]{1,59}$/;
/** Where the grids that the portal is shipped with stand, in the folder of themes. */
export const GRID_FOLDER = 'grids/';
/** Rows of one grid at most: every grade of a ministry, with what it was before. */
export const MAX_GRID_ROWS = 5_000;

/** Grids as they stand on a day, by name: each with the rows of that day. */
export type GridsOn = Readonly<Record<string, Grid>>;

/** The columns that rows are found by. */
export const foundBy = ({ columns }: Pick<GridShape, 'columns'>): readonly GridColumn[] =>
  columns.filter(({ by = false }) => by);

/** Of the rows of one day, the one that says something of these values; undefined: none does. */
export function rowFor(grid: Grid, known: ThemeValue): GridRow | undefined {
  const keys = foundBy(grid).map(({ key }) => key);
  return grid.rows.find(({ values }) => keys.every((key) => values[key] === known[key]));
}

/** What the grids of one day say of a field whose source is a grid; undefined: nothing for these values. */
export function fromGrid(grids: GridsOn, { key, grid = '' }: ThemeField, known: ThemeValue): KeptValue | undefined {
  const found = grids[grid];
  return found && rowFor(found, known)?.values[key];
}

const NAMED = /\bgrids\.([a-z][a-z0-9_]*)/g;
/** The grids that an expression or a template names. */
export const gridsIn = (text: string): string[] => [...text.matchAll(NAMED)].map(([, name = '']) => name);

/** The grids that a theme reads, in its fields or in its rules: once each. */
export const gridsOf = ({ fields, rules }: Pick<Theme, 'fields' | 'rules'>): string[] => [
  ...new Set([
    ...fields.flatMap(({ source, grid }) => (source === 'grid' && grid !== undefined ? [grid] : [])),
    ...rules.flatMap(({ broken, params = {} }) => [broken, ...Object.values(params)].flatMap(gridsIn)),
  ]),
];
