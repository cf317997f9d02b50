import { readFileSync } from 'node:fs';
import path from 'node:path';
import { settingsOf } from '#config/settings.ts';
import { readRuntime } from '../start/runtime.ts';
import { embeddedSecrets, GIVEN_SECRETS } from '../start/secrets.ts';
import type { ClusterAddress } from './cluster.ts';
import type { EngineAddress } from './engine-copy.ts';
import { BackupFailure } from './failure.ts';

/** A running portal, seen by who backs it up: what is embedded is ours to take, the rest is the operator's. */
export interface BackedUpPortal {
  readonly dataDir: string;
  /** Null: the database is elsewhere. */
  readonly cluster: ClusterAddress | null;
  /** Of the database that is elsewhere. */
  readonly databaseUrl: string | null;
  /** Null: the engine is elsewhere. */
  readonly engine: EngineAddress | null;
  /** Secrets that the operator gave the portal, by the names of their variables: they are not in its folder. */
  readonly given: readonly string[];
}

/** @throws {BackupFailure} when a part that is embedded does not run. */
export function backedUpPortal(environment: NodeJS.ProcessEnv): BackedUpPortal {
  const settings = settingsOf('backup', environment);
  const { DATA_DIR: dataDir, DATABASE_URL: databaseUrl = null } = settings;
  const runtime = readRuntime(dataDir);
  const toStart = `start the portal of ${dataDir} first (a stopped portal is backed up by copying that folder whole)`;
  const isElsewhere = settings.ZEEBE_REST_ADDRESS !== undefined;
  if (databaseUrl === null && runtime?.databasePort === undefined)
    throw new BackupFailure(`DATABASE_URL is not set, and no embedded database runs: ${toStart}.`);
  if (!isElsewhere && runtime?.engine === undefined)
    throw new BackupFailure(`ZEEBE_REST_ADDRESS is not set, and no embedded engine runs: ${toStart}.`);
  return {
    dataDir,
    databaseUrl,
    cluster:
      databaseUrl !== null || runtime?.databasePort === undefined
        ? null
        : {
            port: runtime.databasePort,
            password: embeddedSecrets(dataDir).databaseSuperuser,
            dir: path.join(dataDir, 'postgres'),
          },
    engine:
      isElsewhere || runtime?.engine === undefined
        ? null
        : { restAddress: runtime.engine.restAddress, ...engineAccount(dataDir) },
    // Without a supervisor each process was given all of its own.
    given: runtime === undefined ? GIVEN_SECRETS : (runtime.given ?? []),
  };
}

/** The secret of this start of the embedded engine, which its owner alone can read. */
const engineAccount = (dataDir: string): { user: string; password: string } =>
  JSON.parse(readFileSync(path.join(dataDir, 'engine-secret.json'), 'utf8')) as { user: string; password: string };
