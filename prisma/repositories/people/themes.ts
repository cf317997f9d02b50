import type { BundleFile } from '#domain/circuit/bundle-hash.ts';
import type { Guarantee } from '#domain/effect/guarantee.ts';
import { THEME_FOLDER, type Theme, type ThemeField } from '#domain/situation/themes/theme.ts';
import type { Tx } from '../../client.ts';

/**
 * Keeps the definitions of themes that a circuit is published with, beside the former ones: once each. The database refuses one
 * whose guarantee goes below what it was, or that drops what values still hold.
 */
export async function keepThemes(tx: Tx, files: readonly BundleFile[]): Promise<void> {
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
    select definition from themes_in_force()`;
  return rows.map(({ definition }) => definition);
}

/** What was promised of a theme so far: the strongest guarantee that it ever asked for, and what code uses it for. */
export async function formerTheme(
  tx: Tx,
  name: string,
): Promise<{ readonly floor: Guarantee; readonly use: string | null } | null> {
  const [former] = await tx.$queryRaw<{ floor: Guarantee; use: string | null }[]>`
    select floor, "use" from situation_theme where name = ${name} order by guarantee_rank(floor) desc limit 1`;
  return former ?? null;
}

/** Another theme that code uses so; null when there is none. */
export async function themeUsedFor(tx: Tx, use: string, but: string): Promise<string | null> {
  const [used] = await tx.$queryRaw<{ name: string }[]>`
    select name from situation_theme where "use" = ${use} and name <> ${but} limit 1`;
  return used?.name ?? null;
}

/** The fields of former definitions that values still hold and that these are no more, or no more as they were. */
export const heldFields = (
  tx: Tx,
  name: string,
  fields: readonly Pick<ThemeField, 'key' | 'type' | 'sensitive'>[],
): Promise<{ readonly key: string; readonly type: string }[]> =>
  tx.$queryRaw`
    select distinct former ->> 'key' as key, former ->> 'type' as type
      from situation_theme t, jsonb_array_elements(t.definition -> 'fields') as former
     where t.name = ${name}
       and not exists (select from jsonb_array_elements(${JSON.stringify(fields)}::jsonb) as field
                        where field ->> 'key' = former ->> 'key' and field ->> 'type' = former ->> 'type'
                          and (coalesce(field -> 'sensitive', 'false') = 'true'
                               or coalesce(former -> 'sensitive', 'false') = 'false'))
       and exists (select from situation_entry e where e.theme = t.name and e.value ? (former ->> 'key'))
     order by 1`;
