import { type Expression, type Selectable, sql } from 'kysely';
import type { BundleFile } from '#domain/circuit/bundle-hash.ts';
import type { Guarantee } from '#domain/situation/guarantee.ts';
import { THEME_FOLDER, type Theme, type ThemeField } from '#domain/situation/themes/theme.ts';
import type { Tx } from '../../client.ts';
import { call, db, exists, records, statement } from '../../connection/typed-sql.ts';
import type { Tables } from '../../generated/tables.ts';

/** The definition in force of each theme (function themes_in_force of prisma/sql/situation-themes.sql), as `t`. */
export const themesInForce = sql<Selectable<Tables['situation_theme']>>`themes_in_force()`.as('t');

/**
 * Keeps the definitions of themes that a circuit is published with, beside the former ones, once
 * each. The database refuses one whose guarantee is below the former one, or that drops fields that
 * values still hold.
 */
export async function keepThemes(tx: Tx, files: readonly BundleFile[]): Promise<void> {
  for (const { path, content, sha256 } of files.filter((file) => file.path.startsWith(THEME_FOLDER))) {
    const source = new TextDecoder().decode(content);
    const name = path.slice(THEME_FOLDER.length).replace(/\.json$/, '');
    await themeKept.run(tx, { sha256, name, source });
  }
}

/** A trigger reads the definition and its floor off the source. */
const themeKept = statement((given: { sha256: string; name: string; source: string }) =>
  db
    .insertInto('situation_theme')
    .values({ sha256: given.sha256, name: given.name, source: given.source, definition: sql`'{}'`, floor: '' })
    .onConflict((theme) => theme.column('sha256').doNothing()),
);

const sourcesInForce = statement(() => db.selectFrom(themesInForce).select(['t.name', 't.source']).orderBy('t.name'));

/** Reads the files of the themes in force, by their name in the folder, to put in a draft. */
export async function newestThemes(tx: Tx): Promise<Map<string, Uint8Array>> {
  const rows = await sourcesInForce.all(tx, {});
  return new Map(rows.map(({ name, source }) => [`${name}.json`, new TextEncoder().encode(source)]));
}

const definitionsInForce = statement(() => db.selectFrom(themesInForce).select('t.definition'));

/** Reads the definitions of the themes in force. */
export async function newestDefinitions(tx: Tx): Promise<Theme[]> {
  return (await definitionsInForce.all(tx, {})).map(({ definition }) => definition);
}

const former = statement((given: { name: string }) =>
  db
    .selectFrom('situation_theme')
    .select((eb) => [eb.ref('floor').$castTo<Guarantee>().as('floor'), 'use'])
    .where('name', '=', given.name)
    .orderBy((eb) => call('guarantee_rank', eb.ref('floor')), 'desc')
    .limit(1),
);

/**
 * Returns the strongest guarantee that a theme ever required, and its use in code; null: there is
 * no such theme.
 */
export const formerTheme = (
  tx: Tx,
  name: string,
): Promise<{ readonly floor: Guarantee; readonly use: string | null } | null> => former.first(tx, { name });

const usedFor = statement((given: { use: string; but: string }) =>
  db.selectFrom('situation_theme').select('name').where('use', '=', given.use).where('name', '<>', given.but).limit(1),
);

/** Finds another theme with the same use in code; null: none. */
export const themeUsedFor = async (tx: Tx, use: string, but: string): Promise<string | null> =>
  (await usedFor.first(tx, { use, but }))?.name ?? null;

type FieldKept = Pick<ThemeField, 'key' | 'type' | 'sensitive'>;

/** The fields of a definition, one a row. */
const fieldsIn = (definition: Expression<Theme>) =>
  sql<{
    key: string;
    type: string;
    sensitive: boolean | null;
  }>`jsonb_to_recordset(${definition} -> 'fields')`.as<'former'>(sql`former(key text, type text, sensitive boolean)`);

const held = statement((given: { name: string; fields: readonly FieldKept[] }) =>
  db
    .selectFrom('situation_theme as t')
    .crossJoin((eb) => fieldsIn(eb.ref('t.definition')))
    .select(['former.key', 'former.type'])
    .distinct()
    .where('t.name', '=', given.name)
    .where((eb) =>
      eb.not(
        exists(
          eb
            .selectFrom(records(given.fields, { key: 'text', type: 'text', sensitive: 'boolean' }))
            .select('given.key')
            .whereRef('given.key', '=', 'former.key')
            .whereRef('given.type', '=', 'former.type')
            .where(({ or, ref }) =>
              or([
                sql<boolean>`${ref('given.sensitive')} is true`,
                sql<boolean>`${ref('former.sensitive')} is not true`,
              ]),
            ),
        ),
      ),
    )
    .where((eb) =>
      exists(
        eb
          .selectFrom('situation_entry as e')
          .select('e.id')
          .whereRef('e.theme', '=', 't.name')
          .where(({ ref }) => sql<boolean>`${ref('e.value')} ? ${ref('former.key')}`),
      ),
    )
    .orderBy('former.key'),
);

/**
 * Lists the fields of former definitions that values still hold and that these fields drop or
 * change.
 */
export const heldFields = (
  tx: Tx,
  name: string,
  fields: readonly FieldKept[],
): Promise<{ readonly key: string; readonly type: string }[]> => held.all(tx, { name, fields });
