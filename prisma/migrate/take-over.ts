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

/** What can be done with a database, by the migrations that it has. */
type Standing =
  /** Empty, or with migrations of ours only: the missing ones are applied. */
  | 'ours'
  /** A complete database of release 0.1.0: it is taken over. */
  | 'former'
  /** Before 0.1.0, or on the way to it: starting 0.1.0 brings it there. */
  | 'before'
  /** A later release migrated it further. */
  | 'later';

/** Tells the standing of a database from the names of its migrations and of this release's. */
function standingOf(applied: readonly string[], known: readonly string[]): Standing {
  const unknown = applied.filter((name) => !known.includes(name));
  if (unknown.length === 0) return 'ours';
  if (applied.includes(BASELINE)) return 'later';
  const digest = createHash('sha256')
    .update([...applied].sort().join('\n'))
    .digest('hex');
  if (digest === FORMER.names) return 'former';
  return unknown.some((name) => name > FORMER.last) ? 'later' : 'before';
}

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
}

/**
 * Tells whether a database is one of 0.1.0, to be taken over, or already ours.
 * @param applied the names of the migrations that it has, finished
 * @throws {UnknownDatabase} if this release cannot continue from there
 */
export function standingToGoOn(applied: readonly string[], known: readonly string[]): 'ours' | 'former' {
  const standing = standingOf(applied, known);
  const unknown = applied.filter((name) => !known.includes(name)).sort();
  if (standing === 'later')
    throw new LaterDatabase(
      `The database was brought further by a later version of the portal (${unknown.join(', ')}): start that version, or restore the backup that was taken before it.`,
    );
  if (standing === 'before')
    throw new UnknownDatabase(
      `The database is of a version before ${FORMER.release} (its last migration is ${unknown.at(-1)}): nothing was changed. Start release ${FORMER.release} (commit ${FORMER.commit}) on it once, which brings it to ${FORMER.last}, then this version.`,
    );
  return standing;
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
