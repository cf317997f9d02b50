import { THEME_FOLDER, type Theme } from '../../../domain/situation/theme.ts';
import type { Tx } from '../../client.ts';

/** A file of a theme, in a bundle. */
interface ThemeFile {
  readonly path: string;
  readonly content: Uint8Array;
  readonly sha256: string;
}

/**
 * Keeps the definitions of themes that a circuit is published with, beside the former ones: once each. The database refuses one
 * whose guarantee goes below what it was, or that drops what values still hold.
 */
export async function keepThemes(tx: Tx, files: readonly ThemeFile[]): Promise<void> {
  for (const { path, content, sha256 } of files.filter((file) => file.path.startsWith(THEME_FOLDER))) {
    const source = new TextDecoder().decode(content);
    const name = path.slice(THEME_FOLDER.length).replace(/\.json$/, '');
    await tx.$executeRaw`
      insert into situation_theme (sha256, name, source, definition, floor)
      values (${sha256}, ${name}, ${source}, '{}', '') on conflict (sha256) do nothing`;
  }
}

/** The files of the themes in force, by their name in the folder: what a draft is given. */
export async function newestThemes(tx: Tx): Promise<Map<string, Uint8Array>> {
  const rows = await tx.$queryRaw<{ name: string; source: string }[]>`
    select name, source from themes_in_force() order by name`;
  return new Map(rows.map(({ name, source }) => [`${name}.json`, new TextEncoder().encode(source)]));
}

/** The themes as they stand today, by name. */
export async function newestDefinitions(tx: Tx): Promise<Theme[]> {
  const rows = await tx.$queryRaw<{ definition: Theme }[]>`
    select distinct on (name) definition from situation_theme order by name, published_at desc, sha256`;
  return rows.map(({ definition }) => definition);
}
