import path from 'node:path';
import { checkAudit } from '#application/evidence/check-audit.ts';
import { type Database, openDatabase } from '#prisma/client.ts';
import { giveToServer } from '#prisma/embedded/account.ts';
import { startEmbeddedPostgres } from '#prisma/embedded/postgres.ts';
import { grantApplication } from '#prisma/grants.ts';
import { migrate } from '#prisma/migrate/migrate.ts';
import { nameEngine } from '#workers/circuits/publish/engine-identity.ts';
import { connectEngine } from '#zeebe/client.ts';
import { BackupFailure } from '../backup/failure.ts';
import type { Undoing } from '../backup/undoing.ts';
import { reconcile } from '../reconcile/reconcile.ts';
import { Child } from '../start/child-process.ts';
import { APPLICATION, embeddedAddresses, embeddedEngine, prepareEmbeddedDatabase } from '../start/embedded.ts';
import { freePorts } from '../start/ports.ts';
import { embeddedSecrets } from '../start/secrets.ts';
import { markRestored } from './mark.ts';

/** What a restored portal was found to be. */
export interface Trial {
  readonly migrated: readonly string[];
  readonly chains: number;
  readonly events: number;
  readonly brokenChains: readonly string[];
  /** What does not hold in them, in words. */
  readonly breaks: readonly string[];
  /** Found by reconcile, in words; null when database and engine are not both ours. */
  readonly drifts: readonly string[] | null;
  /** Numbers of requests that are left out, since some may have been given after the backup. */
  readonly skipped: number;
}

interface Terms {
  readonly takenAt: Date;
  readonly hasEngine: boolean;
  readonly say: (line: string) => void;
  /** What is started is stopped with it. */
  readonly begun: Undoing;
}

/** What was under way within this time of the backup is on its way, not adrift. */
const GRACE_MS = 60_000;
/** Nobody waits for what is tried: all documents of a ministry are read in one transaction. */
const READING_MS = 3_600_000;
const QUIET = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * Starts the restored database in a folder that nobody uses yet, brings it to this version, checks every chain of its
 * audit and, beside the restored engine, compares the two as `npm run reconcile` does; `look` reads what else is wanted.
 * Writes that it was restored, then stops both.
 */
export async function tryDatabase(
  folder: string,
  { takenAt, hasEngine, say, begun }: Terms,
  look: (database: Database) => Promise<void>,
): Promise<Trial> {
  const secrets = embeddedSecrets(folder);
  const [databasePort = 0, grpcPort = 0, restPort = 0] = await freePorts(3);
  const dir = path.join(folder, 'postgres');
  await giveToServer(dir);
  const server = await startEmbeddedPostgres({
    dir,
    port: databasePort,
    password: secrets.databaseSuperuser,
  }).catch((error: Error) => {
    throw new BackupFailure(`The restored database does not start: ${error.message}`);
  });
  begun.add(() => server.stop());
  try {
    const { DATABASE_URL, DATABASE_OWNER_URL } = embeddedAddresses(databasePort, secrets);
    await prepareEmbeddedDatabase(databasePort, secrets);
    const migrated = await migrate(DATABASE_OWNER_URL);
    await grantApplication(DATABASE_OWNER_URL, APPLICATION);
    say('the database serves');
    const database = openDatabase(DATABASE_URL, { connections: 2, transactionMs: READING_MS });
    try {
      const audit = await checkChains(database);
      say('every chain of the audit was read');
      await look(database);
      const drifts = hasEngine ? await compare(folder, database, { grpcPort, restPort }, { takenAt, begun }) : null;
      const skipped = await markRestored(database, DATABASE_OWNER_URL, { takenAt, now: new Date() });
      return { migrated, ...audit, drifts, skipped };
    } finally {
      await database.close();
    }
  } finally {
    await server.stop();
  }
}

async function checkChains(database: Database) {
  const audit = { chains: 0, events: 0, brokenChains: [] as string[], breaks: [] as string[] };
  for await (const { chain, events, broken, breaks } of checkAudit({ database })) {
    audit.chains += 1;
    audit.events += events;
    if (broken === 0) continue;
    audit.brokenChains.push(chain);
    for (const { sequence, reason } of breaks) audit.breaks.push(`${chain} no. ${sequence}: ${reason}`);
  }
  return audit;
}

async function compare(
  folder: string,
  database: Database,
  ports: { readonly grpcPort: number; readonly restPort: number },
  { takenAt, begun }: Pick<Terms, 'takenAt' | 'begun'>,
): Promise<string[]> {
  const part = embeddedEngine(folder, { ...ports, demonstration: true });
  const child = new Child(
    part.child,
    () => {},
    () => {},
  );
  begun.add(() => child.stop());
  await child.start();
  const { ZEEBE_USER: user = '', ZEEBE_PASSWORD: password = '' } = part.environment;
  const engine = connectEngine({
    grpcAddress: part.environment.ZEEBE_GRPC_ADDRESS ?? '',
    restAddress: part.environment.ZEEBE_REST_ADDRESS ?? '',
    user,
    password,
    log: QUIET,
  });
  try {
    const engineName = await nameEngine(engine, database);
    // As the backup saw the clock: what began in its last minute was under way.
    const context = { database, engine, engineName, now: () => takenAt, graceMs: GRACE_MS };
    const drifts: string[] = [];
    await reconcile(context, { repair: false, say: (line) => drifts.push(line) });
    return drifts;
  } finally {
    await engine.close();
    await child.stop();
  }
}
