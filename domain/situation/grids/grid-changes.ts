import { foundBy, type Grid, type GridRow } from './grid.ts';

/** What one version of a grid changes of another: rows that begin on the same day, of the same values, are the same row. */
export interface GridChanges {
  readonly added: readonly GridRow[];
  readonly removed: readonly GridRow[];
  readonly changed: readonly { readonly before: GridRow; readonly after: GridRow }[];
}

export function gridChanges(before: Grid | null, after: Grid): GridChanges {
  const keys = foundBy(after).map(({ key }) => key);
  const idOf = ({ from, values }: GridRow): string => JSON.stringify([from, ...keys.map((key) => values[key])]);
  const former = new Map((before?.rows ?? []).map((row) => [idOf(row), row]));
  const now = new Map(after.rows.map((row) => [idOf(row), row]));
  return {
    added: after.rows.filter((row) => !former.has(idOf(row))),
    removed: [...former.values()].filter((row) => !now.has(idOf(row))),
    changed: after.rows.flatMap((row) => {
      const was = former.get(idOf(row));
      return was === undefined || isSame(was, row) ? [] : [{ before: was, after: row }];
    }),
  };
}

const isSame = (one: GridRow, other: GridRow): boolean =>
  one.until === other.until &&
  one.legal === other.legal &&
  [...new Set([...Object.keys(one.values), ...Object.keys(other.values)])].every(
    (key) => one.values[key] === other.values[key],
  );
