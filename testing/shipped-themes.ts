import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Theme, Themes } from '../domain/situation/theme.ts';

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

/** One of them. */
export function shippedTheme(name: string): Theme {
  const theme = shippedThemes()[name];
  if (theme === undefined) throw new Error(`no theme « ${name} » is shipped`);
  return theme;
}
