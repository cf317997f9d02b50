import { execFileSync } from 'node:child_process';
import { postgresBinaries } from '#prisma/embedded/binaries.ts';
import { readMigrations } from '#prisma/migrate/migrations-folder.ts';
import { LaterDatabase, missingMigrations, UnknownDatabase } from '#prisma/migrate/take-over.ts';
import { BackupFailure } from '../backup/failure.ts';
import type { Manifest } from '../backup/manifest.ts';

/** What the environment of a restore names: parts that are not embedded. */
export interface Elsewhere {
  readonly database: boolean;
  readonly engine: boolean;
}

/**
 * Whether this version of the portal, on this machine, can go on from the backup; answers the migrations that it lacks,
 * which are applied.
 * @throws {BackupFailure} when it cannot, with what can.
 */
export async function mustSuit({ portal, database, engine }: Manifest, elsewhere: Elsewhere): Promise<string[]> {
  for (const [kind, name, part] of [
    [database.kind, 'DATABASE_URL', 'database'],
    [engine.kind, 'ZEEBE_GRPC_ADDRESS and ZEEBE_REST_ADDRESS', 'engine'],
  ] as const) {
    const isElsewhere = part === 'database' ? elsewhere.database : elsewhere.engine;
    if (kind === 'embedded' && isElsewhere)
      throw new BackupFailure(
        `The backup holds an embedded ${part}, and the environment names another: the portal would not use what is restored. Unset ${name}.`,
      );
  }
  if (database.kind === 'external') return [];
  const known = (await readMigrations()).migrationDirectories.map(({ path }) => path);
  const missing = lackOf(database.migrations, known, portal);
  const major = (version: string) => version.split('.')[0];
  const own = ownPostgres();
  if (major(own) !== major(database.version))
    throw new BackupFailure(
      `The backup holds files of PostgreSQL ${database.version}, and this version of the portal brings ${own}, which cannot open them. Restore it with version ${portal} of the portal.`,
    );
  const platform = `${process.platform}-${process.arch}`;
  if (platform !== database.platform)
    throw new BackupFailure(
      `The backup holds a database of ${database.platform}, whose files a ${platform} cannot be trusted to read. Restore it on a machine of that kind.`,
    );
  return missing;
}

function lackOf(applied: readonly string[], known: readonly string[], portal: string): string[] {
  try {
    return missingMigrations(applied, known);
  } catch (error) {
    if (error instanceof LaterDatabase)
      throw new BackupFailure(
        `The backup was made by a later version of the portal (${portal}): its database has migrations that this one does not know (${error.unknown.join(', ')}). Restore it with that version, or a later one.`,
      );
    if (!(error instanceof UnknownDatabase)) throw error;
    throw new BackupFailure(`The backup was made by version ${portal} of the portal. ${error.message}`);
  }
}

/** 18.4 */
function ownPostgres(): string {
  const said = execFileSync(postgresBinaries().postgres, ['--version'], { encoding: 'utf8' });
  return /\d+(?:\.\d+)?/.exec(said)?.[0] ?? said.trim();
}
