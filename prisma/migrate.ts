import { createHash } from 'node:crypto';
import pg from 'pg';
import { readMigrations } from './migrations-folder.ts';
import { type MigrationList, NO_FILTER, withSchemaEngine } from './schema-engine.ts';

/** Any number does, as long as it is ours: the key of the lock that lets one starter migrate at a time. */
const MIGRATION_LOCK = 5_347_911;

/**
 * Applies the migrations that are missing, as the owner, and answers their names. They are recorded in Prisma's own
 * table, so that `prisma migrate deploy` takes over where it can be had. Two starters do not clash: the second waits.
 */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const lock = new pg.Client({ connectionString: ownerUrl });
  await lock.connect();
  try {
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const migrationsList = await readMigrations();
    if (await areApplied(lock, migrationsList)) return [];
    const applied = await withSchemaEngine(ownerUrl, (engine) =>
      engine.applyMigrations({ migrationsList, filters: NO_FILTER }),
    );
    return applied.appliedMigrationNames;
  } finally {
    await lock.end();
  }
}

/**
 * Whether each was applied, to its end, as it is written here: then there is nothing to do, and Prisma's engine, a second
 * of processor to load, is left alone. It judges every other case.
 */
async function areApplied(client: pg.Client, { migrationDirectories }: MigrationList): Promise<boolean> {
  const { rows: tables } = await client.query(`select to_regclass('public._prisma_migrations') as found`);
  if (tables[0]?.found === null) return false;
  const { rows } = await client.query<{ migration: string }>(
    `select migration_name || ' ' || checksum as migration from _prisma_migrations
      where finished_at is not null and rolled_back_at is null`,
  );
  const applied = new Set(rows.map(({ migration }) => migration));
  return migrationDirectories.every(({ path, migrationFile: { content } }) => {
    const checksum = content.tag === 'ok' ? createHash('sha256').update(content.value).digest('hex') : '';
    return applied.has(`${path} ${checksum}`);
  });
}

export { grantApplication } from './grants.ts';
