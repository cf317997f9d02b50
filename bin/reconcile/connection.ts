import { readFileSync } from 'node:fs';
import path from 'node:path';
import { addressOf } from '../../config/config.ts';
import { settingsOf } from '../../config/settings.ts';
import { embeddedAddresses } from '../start/embedded.ts';
import { readRuntime } from '../start/runtime.ts';
import { embeddedSecrets } from '../start/secrets.ts';

export interface Connection {
  readonly databaseUrl: string;
  readonly zeebe: {
    readonly grpcAddress: string;
    readonly restAddress: string;
    readonly user?: string;
    readonly password?: string;
  };
}

/** Nothing says where the portal is. */
export class NoPortal extends Error {}

/** Where the portal's parts are: as the environment says, or, for those that are embedded, as the running portal wrote. */
export function portalConnection(environment: NodeJS.ProcessEnv): Connection {
  const settings = settingsOf('reconcile', environment);
  const runtime = readRuntime(settings.DATA_DIR);
  const databaseUrl = databaseOf(settings);
  const { ZEEBE_GRPC_ADDRESS: grpcAddress, ZEEBE_REST_ADDRESS: restAddress } = settings;
  if (grpcAddress !== undefined && restAddress !== undefined) {
    const { ZEEBE_USER: user, ZEEBE_PASSWORD: password } = settings;
    return {
      databaseUrl,
      zeebe: {
        grpcAddress,
        restAddress,
        ...(user !== undefined && { user }),
        ...(password !== undefined && { password }),
      },
    };
  }
  if (!runtime?.engine)
    throw new NoPortal(`ZEEBE_REST_ADDRESS is not set, and no embedded engine runs: ${toStart(settings.DATA_DIR)}`);
  return { databaseUrl, zeebe: { ...runtime.engine, ...engineSecret(settings.DATA_DIR) } };
}

/** The same of the database alone, as the application's role: for what asks nothing of the engine. */
export const portalDatabase = (environment: NodeJS.ProcessEnv): string => databaseOf(settingsOf('audit', environment));

/** Where the database is, as the application's role, and the address that people use. */
export function portalPlace(environment: NodeJS.ProcessEnv): { databaseUrl: string; baseUrl: string } {
  const settings = settingsOf('import', environment);
  const runtime = readRuntime(settings.DATA_DIR);
  const baseUrl = settings.BASE_URL === undefined && runtime !== undefined ? runtime.address : addressOf(settings);
  return { databaseUrl: databaseOf(settings), baseUrl };
}

/** Where the portal's own database is, as its owner's role, and the address that people use: for whoever installs. */
export function portalOwner(environment: NodeJS.ProcessEnv): { ownerUrl: string; baseUrl: string } {
  const settings = settingsOf('installation', environment);
  const runtime = readRuntime(settings.DATA_DIR);
  const baseUrl = settings.BASE_URL === undefined && runtime !== undefined ? runtime.address : addressOf(settings);
  if (settings.DATABASE_OWNER_URL !== undefined) return { ownerUrl: settings.DATABASE_OWNER_URL, baseUrl };
  if (settings.DATABASE_URL !== undefined)
    throw new NoPortal('DATABASE_OWNER_URL is not set: this is done as the owner of the tables');
  if (runtime?.databasePort === undefined)
    throw new NoPortal(`DATABASE_OWNER_URL is not set, and no embedded database runs: ${toStart(settings.DATA_DIR)}`);
  const secrets = embeddedSecrets(settings.DATA_DIR);
  return { ownerUrl: embeddedAddresses(runtime.databasePort, secrets).DATABASE_OWNER_URL, baseUrl };
}

function databaseOf({ DATA_DIR, DATABASE_URL }: { DATA_DIR: string; DATABASE_URL?: string | undefined }): string {
  if (DATABASE_URL !== undefined) return DATABASE_URL;
  const port = readRuntime(DATA_DIR)?.databasePort;
  if (port === undefined)
    throw new NoPortal(`DATABASE_URL is not set, and no embedded database runs: ${toStart(DATA_DIR)}`);
  return embeddedAddresses(port, embeddedSecrets(DATA_DIR)).DATABASE_URL;
}

const toStart = (dataDir: string): string => `start the portal of ${dataDir} first`;

/** The secret of this start of the embedded engine, which its owner alone can read. */
const engineSecret = (dataDir: string): { user: string; password: string } =>
  JSON.parse(readFileSync(path.join(dataDir, 'engine-secret.json'), 'utf8')) as { user: string; password: string };
