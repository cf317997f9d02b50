// For whoever changes schema.prisma: `node prisma/write-migration.ts NAME URL` writes prisma/migrations/NAME, the SQL
// that brings the migrations up to the schema. URL must name an empty scratch database: Prisma replays the migrations
// there to know where they lead. Read what it wrote: it knows nothing of what 0002_rules adds by hand (partial indexes,
// checks, triggers, views) and may propose to drop some of it.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { MIGRATIONS, readMigrations } from './migrations-folder.ts';
import { NO_FILTER, readSchema, withSchemaEngine } from './schema-engine.ts';

const [name, url] = process.argv.slice(2);
if (!name || !url) {
  console.error('usage: node prisma/write-migration.ts NAME postgresql://owner@host/database');
  process.exit(2);
}
const migrations = await readMigrations();
const script = await withSchemaEngine(url, async (engine) =>
  engine.diff({
    from: migrations.migrationDirectories.length === 0 ? { tag: 'empty' } : { tag: 'migrations', ...migrations },
    to: { tag: 'schemaDatamodel', ...(await readSchema()) },
    script: true,
    exitCode: null,
    filters: NO_FILTER,
  }),
);
const folder = path.join(MIGRATIONS, name);
await mkdir(folder, { recursive: true });
await writeFile(path.join(folder, 'migration.sql'), script.stdout ?? '');
console.log(`wrote ${path.relative(process.cwd(), folder)}/migration.sql`);
