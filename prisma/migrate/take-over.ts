import { createHash, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { whole } from './whole.ts';

/** The release whose databases this one takes over: it had 162 migrations, which 0001_baseline sums up. */
const FORMER = {
  release: '0.1.0',
  commit: '7ea8d6c1',
  last: '0223_folds_by_name',
  /** SHA-256 of the names of its migrations, sorted, one a line. */
  names: '0324278a7e33a28202a9b3d4d5fe5daffb453961fe9cf0a9ed9eb2fc22d9f413',
} as const;

const BASELINE = '0001_baseline';

/**
 * The database cannot be brought to this release from its present one; the message says which
 * release to start first.
 */
export class UnknownDatabase extends Error {
  override readonly name: string = 'UnknownDatabase';
}

/**
 * A later release migrated the database further: this release would write what that one no longer
 * accepts.
 */
export class LaterDatabase extends UnknownDatabase {
  override readonly name = 'LaterDatabase';
  /** The migrations that this release does not know, sorted. */
  readonly unknown: readonly string[];

  constructor(unknown: readonly string[]) {
    super(
      `The database was brought further by a later version of the portal (${unknown.join(', ')}): start that version, or restore the backup that was taken before it.`,
    );
    this.unknown = unknown;
  }
}

/**
 * Tells whether a database is one of 0.1.0, complete and to be taken over, or already ours: empty,
 * or with migrations of ours only.
 * @param applied the names of the migrations that it has, finished
 * @throws {LaterDatabase} if a later release migrated it further
 * @throws {UnknownDatabase} if it is of a release before 0.1.0, or on the way to it
 */
export function standingToGoOn(applied: readonly string[], known: readonly string[]): 'ours' | 'former' {
  const unknown = applied.filter((name) => !known.includes(name)).sort();
  if (unknown.length === 0) return 'ours';
  if (applied.includes(BASELINE)) throw new LaterDatabase(unknown);
  const digest = createHash('sha256')
    .update([...applied].sort().join('\n'))
    .digest('hex');
  if (digest === FORMER.names) return 'former';
  if (unknown.some((name) => name > FORMER.last)) throw new LaterDatabase(unknown);
  throw new UnknownDatabase(
    `The database is of a version before ${FORMER.release} (its last migration is ${unknown.at(-1)}): nothing was changed. Start release ${FORMER.release} (commit ${FORMER.commit}) on it once, which brings it to ${FORMER.last}, then this version.`,
  );
}

/**
 * Lists the migrations of `known` that a database lacks; one of 0.1.0 has what the baseline
 * creates.
 */
export function missingMigrations(applied: readonly string[], known: readonly string[]): string[] {
  const has = standingToGoOn(applied, known) === 'former' ? [BASELINE] : applied;
  return known.filter((name) => !has.includes(name));
}

/**
 * Takes over a database of 0.1.0: records in Prisma's own table that it has what 0001_baseline
 * creates, in place of its former migrations. One transaction: killed in the middle, the database
 * is still a complete one of 0.1.0.
 */
export async function takeOver(client: pg.Client, baselineChecksum: string): Promise<void> {
  await whole(client, async () => {
    await client.query('delete from _prisma_migrations');
    await client.query(
      `insert into _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       values ($1, $2, $3, now(), now(), 1)`,
      [randomUUID(), baselineChecksum, BASELINE],
    );
  });
}
