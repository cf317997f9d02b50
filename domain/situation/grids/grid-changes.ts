import type { Bilingual } from '../../bilingual.ts';
import { foundBy, type Grid, type GridColumn, type GridRow } from './grid.ts';

/** A change besides the rows: the title of the grid, the label of a column, a new column. */
export type GridShapeChange =
  | { readonly what: 'title' | 'label'; readonly before: Bilingual | null; readonly after: Bilingual }
  | { readonly what: 'column'; readonly column: GridColumn };

/**
 * The differences between two versions of a grid. Rows with the same first day and the same keys
 * are the same row; the order of rows does not matter.
 */
export interface GridChanges {
  readonly shape: readonly GridShapeChange[];
  readonly added: readonly GridRow[];
  readonly removed: readonly GridRow[];
  readonly changed: readonly { readonly before: GridRow; readonly after: GridRow }[];
}

/** Compares two versions of a grid; `before` null: a new grid. */
export function gridChanges(before: Grid | null, after: Grid): GridChanges {
  const keys = foundBy(after).map(({ key }) => key);
  const idOf = ({ from, values }: GridRow): string => JSON.stringify([from, ...keys.map((key) => values[key])]);
  const former = new Map((before?.rows ?? []).map((row) => [idOf(row), row]));
  const now = new Map(after.rows.map((row) => [idOf(row), row]));
  return {
    shape: shapeChanges(before, after),
    added: after.rows.filter((row) => !former.has(idOf(row))),
    removed: [...former.values()].filter((row) => !now.has(idOf(row))),
    changed: after.rows.flatMap((row) => {
      const was = former.get(idOf(row));
      return was === undefined || isSame(was, row) ? [] : [{ before: was, after: row }];
    }),
  };
}

/** True if two versions of a grid are equal. */
export function isUnchanged(before: Grid, after: Grid): boolean {
  const { shape, added, removed, changed } = gridChanges(before, after);
  return shape.length + added.length + removed.length + changed.length === 0;
}

function shapeChanges(before: Grid | null, after: Grid): GridShapeChange[] {
  const isSaidSo = (one: Bilingual | undefined, other: Bilingual): boolean =>
    one?.fr === other.fr && one.en === other.en;
  const title = { what: 'title', before: before?.title ?? null, after: after.title } as const;
  return [
    ...(isSaidSo(before?.title, after.title) ? [] : [title]),
    ...after.columns.flatMap((column): GridShapeChange[] => {
      const was = before?.columns.find(({ key }) => key === column.key);
      if (was === undefined) return [{ what: 'column', column }];
      return isSaidSo(was.label, column.label) ? [] : [{ what: 'label', before: was.label, after: column.label }];
    }),
  ];
}

const isSame = (one: GridRow, other: GridRow): boolean =>
  one.until === other.until &&
  one.legal === other.legal &&
  [...new Set([...Object.keys(one.values), ...Object.keys(other.values)])].every(
    (key) => one.values[key] === other.values[key],
  );
