// Writes the migrations that bring the checks of the database to the lists of domain/ (after adding a
// word to a list of prisma/vocabularies.ts), prisma/schema.sql and the types that are read off it.
//   node prisma/migrate/write-vocabularies.ts
// Two migrations: the first checks new rows only, and locks the table for an instant; the second
// validates the existing rows without locking anybody out. A removed word is refused by the second
// if a row still holds it, and still written by servers of the release before: remove a word one
// release after it was last written (docs/decisions/database-as-it-stands.md).
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { driftOf } from '../vocabularies.ts';
import { SCHEMA_DUMP } from './dump.ts';
import { readMigrations, writeMigration } from './migrations-folder.ts';

const { changed } = driftOf(await readFile(SCHEMA_DUMP, 'utf8'));
if (changed.length === 0) {
  console.log('the checks of the database have the words of domain/');
  process.exit(0);
}
const named = changed.map(({ place, words, constraint }) => {
  const [table = '', column = ''] = place.split('.');
  return { table, column, words, former: constraint, constraint: constraint ?? `${table}_${column}` };
});
const quoted = pg.escapeIdentifier;
const held = named.map(
  ({ table, column, words, former, constraint }) =>
    `alter table ${quoted(table)}${former === null ? '' : `\n  drop constraint ${quoted(former)},`}
  add constraint ${quoted(constraint)} check (${quoted(column)} = any (array[
    ${words.map(pg.escapeLiteral).join(', ')}])) not valid;`,
);
const validated = named.map(
  ({ table, constraint }) => `alter table ${quoted(table)} validate constraint ${quoted(constraint)};`,
);
await write('vocabularies', `-- Words of domain/, as prisma/vocabularies.ts names them.\n${held.join('\n')}\n`);
await write('vocabularies_validated', `${validated.join('\n')}\n`);
execFileSync(process.execPath, [path.join(import.meta.dirname, 'write-dump.ts')], { stdio: 'inherit' });

async function write(name: string, sql: string): Promise<void> {
  const { length } = (await readMigrations()).migrationDirectories;
  await writeMigration(`${String(length + 1).padStart(4, '0')}_${name}`, sql);
}
