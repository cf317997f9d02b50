import pg from 'pg';
import { readMigrations } from './migrations-folder.ts';
import { NO_FILTER, withSchemaEngine } from './schema-engine.ts';

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
    const applied = await withSchemaEngine(ownerUrl, (engine) =>
      engine.applyMigrations({ migrationsList, filters: NO_FILTER }),
    );
    return applied.appliedMigrationNames;
  } finally {
    await lock.end();
  }
}

export { grantApplication } from './grants.ts';
