import { readFileSync } from 'node:fs';
import path from 'node:path';
import { addressOf } from '#config/config.ts';
import { type SettingsOf, settingsOf } from '#config/settings.ts';
import { authorityFiles, stampsFolder } from '#workers/pades/authority-files.ts';
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

/** Where the documents are that such a check reads, and the authority of the seal if the portal names one. */
export function auditedPlace(environment: NodeJS.ProcessEnv): { documents: string; authorityPath: string } {
  const { DATA_DIR, TSA_CA, SEAL_CA } = settingsOf('audit', environment);
  return {
    documents: path.join(DATA_DIR, 'documents'),
    authorityPath: TSA_CA ?? SEAL_CA ?? authorityFiles(stampsFolder(path.join(DATA_DIR, 'seal')), 'stamps').caPath,
  };
}

/** Where the database is, as the application's role, and the address that people use. */
export function portalPlace(environment: NodeJS.ProcessEnv): { databaseUrl: string; baseUrl: string } {
  const settings = settingsOf('import', environment);
  return { databaseUrl: databaseOf(settings), baseUrl: addressInUse(settings) };
}

/** The same as the owner's role: for whoever installs, and for what rewrites what the application may not. */
export function portalOwner(environment: NodeJS.ProcessEnv): { ownerUrl: string; baseUrl: string } {
  const settings = settingsOf('installation', environment);
  return { ownerUrl: ownerOf(settings), baseUrl: addressInUse(settings) };
}

/** The same of the database alone: for what tells nobody an address. */
export const ownerDatabase = (environment: NodeJS.ProcessEnv): string => ownerOf(settingsOf('keys', environment));

function ownerOf({
  DATA_DIR,
  DATABASE_URL,
  DATABASE_OWNER_URL,
}: SettingsOf<'installation'> | SettingsOf<'keys'>): string {
  if (DATABASE_OWNER_URL !== undefined) return DATABASE_OWNER_URL;
  if (DATABASE_URL !== undefined)
    throw new NoPortal('DATABASE_OWNER_URL is not set: this is done as the owner of the tables');
  return embeddedDatabase(DATA_DIR, 'DATABASE_OWNER_URL');
}

/** What people are told the address is: a portal that runs knows it. */
function addressInUse(settings: Parameters<typeof addressOf>[0] & { readonly DATA_DIR: string }): string {
  const runtime = readRuntime(settings.DATA_DIR);
  return settings.BASE_URL === undefined && runtime !== undefined ? runtime.address : addressOf(settings);
}

const databaseOf = ({ DATA_DIR, DATABASE_URL }: { DATA_DIR: string; DATABASE_URL?: string | undefined }): string =>
  DATABASE_URL ?? embeddedDatabase(DATA_DIR, 'DATABASE_URL');

/** The embedded database, as one role or the other. @throws {NoPortal} when it does not run */
function embeddedDatabase(dataDir: string, name: 'DATABASE_URL' | 'DATABASE_OWNER_URL'): string {
  const port = readRuntime(dataDir)?.databasePort;
  if (port === undefined) throw new NoPortal(`${name} is not set, and no embedded database runs: ${toStart(dataDir)}`);
  return embeddedAddresses(port, embeddedSecrets(dataDir))[name];
}

const toStart = (dataDir: string): string => `start the portal of ${dataDir} first`;

/** The secret of this start of the embedded engine, which its owner alone can read. */
const engineSecret = (dataDir: string): { user: string; password: string } =>
  JSON.parse(readFileSync(path.join(dataDir, 'engine-secret.json'), 'utf8')) as { user: string; password: string };
