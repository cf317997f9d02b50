// Writes prisma/migrations/NAME, the SQL that leads from a former schema.prisma to this one.
//   git show HEAD:prisma/schema.prisma > former.prisma && node prisma/migrate/write-migration.ts NAME former.prisma URL
// Read the result: it ignores what the migrations add by hand (partial indexes, checks, triggers, the
// view). Give each new table its rights in grants.ts.
// URL is any PostgreSQL; nothing is changed there.
import { readFile } from 'node:fs/promises';
import { writeMigration } from './migrations-folder.ts';
import { scriptTo } from './schema-engine.ts';

const [name, former, url] = process.argv.slice(2);
if (!name || !former || !url) {
  console.error('usage: node prisma/migrate/write-migration.ts NAME FORMER_SCHEMA URL');
  process.exit(2);
}
await writeMigration(name, await scriptTo(url, await readFile(former, 'utf8')));
