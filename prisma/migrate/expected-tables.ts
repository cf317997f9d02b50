import { readFile } from 'node:fs/promises';
import type pg from 'pg';
import { SCHEMA_DUMP, tablesIn } from './dump.ts';

/** The database lacks what its migrations made: somebody changed it by hand. Nothing can be relied upon there. */
export class AlteredDatabase extends Error {
  override readonly name = 'AlteredDatabase';
}

/**
 * Compares a database with prisma/schema.sql by name: tables, their columns with type and
 * nullability, their constraints. Additions do no harm: an operator's index, a column that a later
 * release added.
 * @throws {AlteredDatabase} naming what is missing
 */
export async function refuseAltered(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(NAMES);
  const there = new Set(rows.map(({ name }) => name));
  const missing = [...namesIn(await readFile(SCHEMA_DUMP, 'utf8'))].filter((name) => !there.has(name));
  if (missing.length > 0)
    throw new AlteredDatabase(
      `The database lacks what its migrations made: ${missing.slice(0, 10).join('; ')}${missing.length > 10 ? `; and ${missing.length - 10} more` : ''}. Somebody changed it by hand. Nothing was started: put it back as it was, or restore a backup.`,
    );
}

/** The same names in a database: dumping it whole would cost each start a tenth of a second. */
const NAMES = `
  with tables as (select oid, relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace)
  select format('table %I', relname) as name from tables
  union all
  select format('column %I.%I %s%s', relname, a.attname, format_type(a.atttypid, a.atttypmod),
                case when a.attnotnull then ' not null' end)
    from tables join pg_attribute a on a.attrelid = tables.oid and a.attnum > 0 and not a.attisdropped
  union all
  select format('constraint %I.%I', relname, k.conname) from tables join pg_constraint k on k.conrelid = tables.oid`;

/**
 * Reads the names of a dump: « table request », « column request.outcome text », « constraint
 * request.request_pkey ».
 */
function namesIn(dump: string): Set<string> {
  const names = new Set<string>();
  for (const { table, body } of tablesIn(dump)) {
    names.add(`table ${table}`);
    for (const line of body.split('\n')) {
      const [, constraint] = /^ {2}constraint (\S+) /.exec(line) ?? [];
      // A check may take several lines, indented further.
      const [, column] = /^ {2}(?! )(.+?)(?: default .+?)?,?$/.exec(line.replace(/ collate \S+/, '')) ?? [];
      if (constraint) names.add(`constraint ${table}.${constraint}`);
      else if (column) names.add(`column ${table}.${column}`);
    }
  }
  for (const [, table, key] of dump.matchAll(/^alter table (\S+) add constraint (\S+) /gm))
    names.add(`constraint ${table}.${key}`);
  return names;
}
