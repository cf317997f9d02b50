import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { GRID_FOLDER, type Grid, type GridsOn } from '#domain/situation/grids/grid.ts';
import type { Theme, Themes } from '#domain/situation/themes/theme.ts';

const FOLDER = path.resolve(import.meta.dirname, '../processes/_situation');

/** The files of the themes that the portal is shipped with, by their path in a bundle. */
export const themeFiles = (): Map<string, Uint8Array> =>
  new Map(
    readdirSync(FOLDER)
      .filter((file) => file.endsWith('.json'))
      .map((file) => [`_situation/${file}`, new Uint8Array(readFileSync(path.join(FOLDER, file)))]),
  );

/** The themes that the portal is shipped with. */
export const shippedThemes = (): Themes =>
  Object.fromEntries(
    [...themeFiles().values()].map((file): [string, Theme] => {
      const theme = JSON.parse(new TextDecoder().decode(file)) as Theme;
      return [theme.name, theme];
    }),
  );

/** The reference grids that it is shipped with, each whole. */
export const shippedGrids = (): GridsOn =>
  Object.fromEntries(
    readdirSync(path.join(FOLDER, GRID_FOLDER)).map((file): [string, Grid] => {
      const grid = JSON.parse(readFileSync(path.join(FOLDER, GRID_FOLDER, file), 'utf8')) as Grid;
      return [grid.name, grid];
    }),
  );

/** One of them. */
export function shippedTheme(name: string): Theme {
  const theme = shippedThemes()[name];
  if (theme === undefined) throw new Error(`no theme « ${name} » is shipped`);
  return theme;
}
