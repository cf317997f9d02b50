import { foundBy, GRID_NAME, type Grid, type GridShape } from './grid.ts';

/** Types of components that can offer what a grid says. */
export const GRID_CHOICE_TYPES: readonly string[] = ['select', 'radio'];

/** A component, as far as it may offer what a grid says. */
interface Asked {
  readonly key?: string;
  readonly type: string;
  readonly properties?: Readonly<Record<string, string>>;
  readonly components?: readonly Asked[];
}

/** The grid whose rows a choice offers, of `from = "grids.accueils"`; null where it offers none. */
export function gridOffered(from: string | undefined): string | null {
  const [, name = ''] = /^grids\.(.+)$/.exec(from ?? '') ?? [];
  return GRID_NAME.test(name) ? name : null;
}

/** Where a form asks for something that a grid says, and which. */
export const gridChoicesIn = (components: readonly Asked[]): { readonly key: string; readonly grid: string }[] =>
  components.flatMap(({ key, type, properties, components: inner = [] }) => {
    const grid = gridOffered(properties?.from);
    const own = key !== undefined && grid !== null && GRID_CHOICE_TYPES.includes(type) ? [{ key, grid }] : [];
    return [...own, ...gridChoicesIn(inner)];
  });

/** Whether its rows are found by one name, which people read and choose. */
export const isChosenFrom = (shape: Pick<GridShape, 'columns'>): boolean => {
  const [name, ...others] = foundBy(shape);
  return name?.type === 'text' && others.length === 0;
};

/** What there is to choose in the rows of one day, in the order of the dictionary. */
export function choicesOf(grid: Grid): readonly string[] {
  const [name] = foundBy(grid);
  const said = grid.rows.map(({ values }) => String(values[name?.key ?? ''] ?? ''));
  return [...new Set(said)].sort((a, b) => a.localeCompare(b, 'fr'));
}
