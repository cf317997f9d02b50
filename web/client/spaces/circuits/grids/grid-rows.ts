import type { Grid, GridColumn, GridRow } from '#domain/situation/grids/grid.ts';
import { foundBy } from '#domain/situation/grids/grid.ts';
import { NUMBER_TYPES } from '#domain/situation/themes/theme.ts';

/** A row as it is typed: text until it is read. */
export interface TypedRow {
  /** Stays while the row is changed. */
  readonly id: string;
  readonly from: string;
  /** Empty: without end. */
  readonly until: string;
  readonly values: Readonly<Record<string, string>>;
  readonly legal: string;
}

/** What somebody typed, as a value of the column; what is no number stays as it was typed, for the checks to say. */
function readValue({ type }: GridColumn, typed: string): string | number {
  const text = typed.trim();
  return NUMBER_TYPES.includes(type) && /^-?\d+(?:[.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : text;
}

export const typedRows = ({ rows }: Pick<Grid, 'rows'>): TypedRow[] =>
  rows.map(({ from, until, values, legal }, index) => ({
    id: `row-${index}`,
    ...{ from, until: until ?? '', legal: legal ?? '' },
    values: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)])),
  }));

/** The grid as it would be proposed, its rows in the order in which they are typed. */
export const withRows = (grid: Grid, rows: readonly TypedRow[]): Grid => ({
  ...grid,
  rows: rows.map(({ from, until, values, legal }) => ({
    ...{ from, until: until === '' ? null : until, legal: legal.trim() === '' ? null : legal.trim() },
    values: Object.fromEntries(
      grid.columns.flatMap((column) => {
        const typed = values[column.key] ?? '';
        return typed.trim() === '' ? [] : [[column.key, readValue(column, typed)]];
      }),
    ),
  })),
});

/** What a row is about, in a few words: the values that it is found by, else the first one. */
export function nameOf(grid: Pick<Grid, 'columns'>, values: Readonly<Record<string, string | number>>): string {
  const keys = foundBy(grid).map(({ key }) => key);
  const shown = (keys.length > 0 ? keys : grid.columns.slice(0, 1).map(({ key }) => key)).map((key) => values[key]);
  return shown.filter((value) => value !== undefined && value !== '').join(', ') || '…';
}

/** Rows by what they are about, then by time. */
export const inOrder = (grid: Grid): GridRow[] => {
  const name = ({ values }: GridRow): string => nameOf(grid, values);
  return grid.rows.toSorted(
    (one, other) => name(one).localeCompare(name(other), 'fr', { numeric: true }) || one.from.localeCompare(other.from),
  );
};

/** Whether a row says something of what is searched. */
export const isFound = (
  { values, legal }: Pick<GridRow, 'values'> & { readonly legal: string | null },
  search: string,
): boolean =>
  search.trim() === '' ||
  [...Object.values(values).map(String), legal ?? ''].join(' ').toLowerCase().includes(search.trim().toLowerCase());
