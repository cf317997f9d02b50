import { createHash } from 'node:crypto';
import pg from 'pg';
import { readMigrations } from './migrations-folder.ts';
import { type MigrationList, NO_FILTER, withSchemaEngine } from './schema-engine.ts';

/** Any number does, as long as it is ours: the key of the lock that lets one starter migrate at a time. */
const MIGRATION_LOCK = 5_347_911;

/** A later version of the portal brought the database further: this one would write what that one no longer takes. */
export class LaterDatabase extends Error {
  override readonly name = 'LaterDatabase';
}

/**
 * Applies the migrations that are missing, as the owner, and answers their names. They are recorded in Prisma's own
 * table, so that `prisma migrate deploy` takes over where it can be had. Two starters do not clash: the second waits.
 * @throws {LaterDatabase} before anything is done
 */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const lock = new pg.Client({ connectionString: ownerUrl });
  await lock.connect();
  try {
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const migrationsList = await readMigrations();
    const applied = await readApplied(lock);
    refuseLater(applied, migrationsList);
    if (areApplied(applied, migrationsList)) return [];
    const { appliedMigrationNames } = await withSchemaEngine(ownerUrl, (engine) =>
      engine.applyMigrations({ migrationsList, filters: NO_FILTER }),
    );
    await vacuumAfter(lock, migrationsList, appliedMigrationNames);
    return appliedMigrationNames;
  } finally {
    await lock.end();
  }
}

/**
 * Vacuums what these migrations filled or rewrote, as they ask in a line `-- vacuum: table, …`: it cannot be done within their
 * transactions, and before it is, lists are not read from their indexes alone.
 */
async function vacuumAfter(
  client: pg.Client,
  { migrationDirectories }: MigrationList,
  applied: readonly string[],
): Promise<void> {
  const asked = migrationDirectories
    .filter(({ path }) => applied.includes(path))
    .flatMap(({ migrationFile: { content } }) => (content.tag === 'ok' ? [...content.value.matchAll(VACUUM)] : []))
    .flatMap(([, tables = '']) => tables.split(', '));
  if (asked.length > 0) await client.query(`vacuum (analyze) ${[...new Set(asked)].join(', ')}`);
}

const VACUUM = /^-- vacuum: (.+)$/gm;

/** The migrations that were applied, to their end: their checksums by their names. */
async function readApplied(client: pg.Client): Promise<ReadonlyMap<string, string>> {
  const { rows: tables } = await client.query(`select to_regclass('public._prisma_migrations') as found`);
  if (tables[0]?.found === null) return new Map();
  const { rows } = await client.query<{ name: string; checksum: string }>(
    `select migration_name as name, checksum from _prisma_migrations
      where finished_at is not null and rolled_back_at is null`,
  );
  return new Map(rows.map(({ name, checksum }) => [name, checksum]));
}

function refuseLater(applied: ReadonlyMap<string, string>, { migrationDirectories }: MigrationList): void {
  const known = new Set(migrationDirectories.map(({ path }) => path));
  const later = [...applied.keys()].filter((name) => !known.has(name)).sort();
  if (later.length > 0)
    throw new LaterDatabase(
      `The database was brought further by a later version of the portal (${later.join(', ')}): start that version, or restore the backup that was taken before it.`,
    );
}

/**
 * Whether each was applied as it is written here: then there is nothing to do, and Prisma's engine, a second of processor
 * to load, is left alone. It judges every other case.
 */
const areApplied = (applied: ReadonlyMap<string, string>, { migrationDirectories }: MigrationList): boolean =>
  migrationDirectories.every(({ path, migrationFile: { content } }) => {
    const checksum = content.tag === 'ok' ? createHash('sha256').update(content.value).digest('hex') : '';
    return applied.get(path) === checksum;
  });
