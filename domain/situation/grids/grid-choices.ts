import { foundBy, GRID_NAME, type Grid, type GridShape } from './grid.ts';

/** Types of components that can offer the rows of a grid. */
export const GRID_CHOICE_TYPES: readonly string[] = ['select', 'radio'];

/** The parts of a component that matter to what it offers. */
interface Asked {
  readonly key?: string;
  readonly type: string;
  readonly properties?: Readonly<Record<string, string>>;
  readonly components?: readonly Asked[];
}

/** Returns the grid whose rows a choice offers, from `from = "grids.accueils"`; null: none. */
export function gridOffered(from: string | undefined): string | null {
  const [, name = ''] = /^grids\.(.+)$/.exec(from ?? '') ?? [];
  return GRID_NAME.test(name) ? name : null;
}

/** Lists the components of a form that offer the rows of a grid, and which grid. */
export const gridChoicesIn = (components: readonly Asked[]): { readonly key: string; readonly grid: string }[] =>
  components.flatMap(({ key, type, properties, components: inner = [] }) => {
    const grid = gridOffered(properties?.from);
    const own = key !== undefined && grid !== null && GRID_CHOICE_TYPES.includes(type) ? [{ key, grid }] : [];
    return [...own, ...gridChoicesIn(inner)];
  });

/** True if the rows of a grid are found by a single name, which people can read and choose. */
export const isChosenFrom = (shape: Pick<GridShape, 'columns'>): boolean => {
  const [name, ...others] = foundBy(shape);
  return name?.type === 'text' && others.length === 0;
};

/** Lists the choices in the rows of one day, in alphabetical order. */
export function choicesOf(grid: Grid): readonly string[] {
  const [name] = foundBy(grid);
  const said = grid.rows.map(({ values }) => String(values[name?.key ?? ''] ?? ''));
  return [...new Set(said)].sort((a, b) => a.localeCompare(b, 'fr'));
}
