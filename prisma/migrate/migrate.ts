import { createHash } from 'node:crypto';
import pg from 'pg';
import { refuseAltered } from './expected-tables.ts';
import { readMigrations } from './migrations-folder.ts';
import { type MigrationList, NO_FILTER, withSchemaEngine } from './schema-engine.ts';
import { applyObjects, objectChanges, readSchemaObjects } from './schema-objects.ts';
import { standingToGoOn, takeOver } from './take-over.ts';

/**
 * Key of the advisory lock that lets one process migrate at a time; any number does, as long as it
 * is ours.
 */
const MIGRATION_LOCK = 5_347_911;

/**
 * Brings the database to this release, as its owner, and returns the names of what was applied:
 * takes over one of 0.1.0, applies the migrations that are missing, then the functions and triggers
 * of prisma/sql that differ. Two processes that start together take turns. Migrations are recorded
 * in Prisma's own table, so that `prisma migrate deploy` can apply them too. Killed at any point,
 * the next start continues: each part is one transaction.
 * @param report called with each of these names once it is applied: what comes next may throw
 * @throws {UnknownDatabase} before anything is done, when the database is of a release that this
 * one cannot continue from
 * @throws {AlteredDatabase} when what the migrations made is missing
 */
export async function migrate(ownerUrl: string, report: (name: string) => void = () => {}): Promise<string[]> {
  // A lost connection is reported by the statement that met it.
  const client = new pg.Client({ connectionString: ownerUrl }).on('error', () => {});
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const migrations = await applyMigrations(client, ownerUrl);
    for (const name of migrations) report(name);
    await refuseAltered(client);
    const objects = await applySchemaObjects(client);
    for (const name of objects) report(name);
    return [...migrations, ...objects];
  } finally {
    await client.end();
  }
}

async function applyMigrations(client: pg.Client, ownerUrl: string): Promise<string[]> {
  const migrationsList = await readMigrations();
  const written = checksumsOf(migrationsList);
  let applied = await readApplied(client);
  const known = [...written.keys()];
  const [baseline = ''] = known;
  if (standingToGoOn([...applied.keys()], known) === 'former') {
    await takeOver(client, written.get(baseline) ?? '');
    applied = await readApplied(client);
  }
  // Prisma's engine takes a second of processor to load: it is called only if something differs,
  // and judges it.
  if (known.every((name) => applied.get(name) === written.get(name))) return [];
  const { appliedMigrationNames } = await withSchemaEngine(ownerUrl, (engine) =>
    engine.applyMigrations({ migrationsList, filters: NO_FILTER }),
  );
  return appliedMigrationNames;
}

/** Returns one line about what differed; empty if nothing did. */
async function applySchemaObjects(client: pg.Client): Promise<string[]> {
  const changes = await objectChanges(client, await readSchemaObjects());
  const { changed, removed } = changes;
  if (changed.length === 0 && removed.length === 0) return [];
  await applyObjects(client, changes);
  return [`prisma/sql (${changed.length} functions and triggers created, ${removed.length} dropped)`];
}

const checksumsOf = ({ migrationDirectories }: MigrationList): ReadonlyMap<string, string> =>
  new Map(
    migrationDirectories.map(({ path, migrationFile: { content } }) => [
      path,
      content.tag === 'ok' ? createHash('sha256').update(content.value).digest('hex') : '',
    ]),
  );

/** Reads the migrations that were applied completely: their checksums by name. */
async function readApplied(client: pg.Client): Promise<ReadonlyMap<string, string>> {
  const { rows: tables } = await client.query(`select to_regclass('public._prisma_migrations') as found`);
  if (tables[0]?.found === null) return new Map();
  const { rows } = await client.query<{ name: string; checksum: string }>(
    `select migration_name as name, checksum from _prisma_migrations
      where finished_at is not null and rolled_back_at is null`,
  );
  return new Map(rows.map(({ name, checksum }) => [name, checksum]));
}
