import { createConnection } from 'node:net';
import path from 'node:path';
import { openPasswordJudge } from '#application/account/passwords/password-judge.ts';
import { openDrawingReader } from '#application/atelier/drawing/drawing-reader.ts';
import { openCircuitPackages } from '#application/atelier/package/packages.ts';
import { openFormJudge } from '#application/forms/form-judge.ts';
import { openActVerifier } from '#application/verification/act-verifier.ts';
import { ConfigurationError, serverConfig } from '#config/config.ts';
import { listenAt } from '#config/listening.ts';
import { openLog } from '#config/log.ts';
import { onStop } from '#config/on-stop.ts';
import { OwnerRole, refuseOwner } from '#prisma/application-role.ts';
import { openDatabase } from '#prisma/client.ts';
import { openDocumentStore } from '#prisma/documents/store.ts';
import { declareKeys, KeyMissing } from '#prisma/repositories/operations/sealing-keys.ts';
import { createSecretValues } from '#prisma/secret-values.ts';
import { connectEngine } from '#zeebe/client.ts';
import { createApp } from './app.ts';
import { createAuth } from './auth/auth.ts';
import { createSessions } from './auth/sessions.ts';
import { createStepUp } from './auth/step-up.ts';
import { openComparer } from './circuits/comparer.ts';
import { DATABASE_USES } from './database-uses.ts';
import { drain, portalListener } from './http/listener.ts';
import { openChannels } from './live/channels.ts';
import { createPieceInspector } from './pieces/inspector.ts';
import { watchStorage } from './storage.ts';

/** Under what a process may take to stop: connections, threads and database are closed after it. */
const ANSWERS_MS = 7_000;
const CHECK_AGAIN_MS = 5_000;

const stopping = new AbortController();
const config = configuration();
const log = openLog('web', config.logLevel);
const onConnectionError = () => log.warn('lost a connection to the database');
const { people, live: liveUse, heavy: heavyUse } = DATABASE_USES;
const database = openDatabase(config.databaseUrl, { ...people, onConnectionError });
const live = openDatabase(config.databaseUrl, { ...liveUse, onConnectionError });
const heavy = openDatabase(config.databaseUrl, { ...heavyUse, onConnectionError });
const engine = connectEngine({
  ...config.zeebe,
  log: log.child({ part: 'engine-client' }),
});
const factors = createSecretValues(...config.factorKeys);
const secrets = createSecretValues(...config.dataKeys);
const { identityProvider } = config;
const auth = createAuth({
  ...{ database, baseUrl: config.baseUrl, secret: config.sessionSecret, factors, log },
  ...(identityProvider && { provider: { settings: identityProvider, secrets } }),
});
const channels = openChannels(config.databaseUrl, live);
const inspector = createPieceInspector();
const forms = openFormJudge();
const passwords = openPasswordJudge();
const drawings = openDrawingReader();
const packages = openCircuitPackages();
const comparer = openComparer();
const verifier = openActVerifier();
const app = createApp({
  database,
  live,
  heavy,
  documents: openDocumentStore(path.join(config.dataDir, 'documents')),
  engine,
  auth,
  sessions: createSessions(auth, database, config.formerSessionSecrets),
  stepUp: createStepUp(factors),
  secrets,
  factors,
  channels,
  inspector,
  forms,
  passwords,
  drawings,
  packages,
  comparer,
  verifier,
  log,
  stopping: stopping.signal,
  now: () => new Date(),
  storage: watchStorage(config.dataDir),
  mailAnswers: () => answersAt(config.smtpUrl),
  settings: {
    baseUrl: config.baseUrl,
    demonstration: config.demonstration,
    production: config.production,
    metricsToken: config.metricsToken,
    catcherUrl: config.catcherUrl ?? null,
    sealAuthorityPath: config.sealAuthorityPath,
    stampsAuthorityPath: config.stampsAuthorityPath,
    trustProxy: config.trustProxy,
    providerLabel: identityProvider?.label ?? null,
    clientFolder: path.resolve(import.meta.dirname, '../client/dist'),
    engineTimeoutMs: 5_000,
  },
});

await checkDatabase();
const servers = await listenAt(() => portalListener(app), config.port, config.host).catch(
  ({ code }: NodeJS.ErrnoException) => {
    log.fatal({ code, port: config.port }, 'cannot listen');
    process.exit(1);
  },
);
log.info({ port: config.port }, 'listening');
process.send?.({ ready: true });
// Whoever saves first waits for no thread to start.
forms.warm();
inspector.warm();

onStop(async () => {
  // Not ready from now on; live screens, which never end by themselves, are ended.
  stopping.abort();
  await Promise.all(servers.map((server) => drain(server, ANSWERS_MS)));
  await Promise.allSettled(
    [channels, inspector, forms, passwords, drawings, packages, comparer, verifier, engine].map((part) => part.close()),
  );
  await Promise.all([database, live, heavy].map((pool) => pool.close()));
});

/** What the server runs with; a setting that is wrong ends it in one line, without a stack. */
function configuration(): ReturnType<typeof serverConfig> {
  try {
    return serverConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

/** Whether the role and the keys are those to serve with: one that is not ends the server, in one line. */
async function checkDatabase(): Promise<void> {
  try {
    await refuseOwner(database.prisma);
    for (const [purpose, keys] of [
      ['data', config.dataKeys],
      ['factor', config.factorKeys],
    ] as const)
      await declareKeys(database.prisma, { holder: 'server', purpose, at: new Date() }, keys);
  } catch (fault) {
    if (stopping.signal.aborted) return;
    if (fault instanceof KeyMissing || fault instanceof OwnerRole) {
      console.error(fault.message);
      process.exit(1);
    }
    // With the database away the server serves nobody either, and says so until it is back.
    log.warn(
      { reason: (fault as Error).message },
      'the role and the keys in use could not be checked: again in a moment',
    );
    setTimeout(() => void checkDatabase(), CHECK_AGAIN_MS).unref();
  }
}

/** Whether something listens where mail is handed over. */
function answersAt(smtpUrl: string): Promise<boolean> {
  const { hostname, port, protocol } = new URL(smtpUrl);
  return new Promise((resolve) => {
    const host = hostname.replace(/^\[|\]$/g, '');
    const socket = createConnection({ host, port: Number(port || (protocol === 'smtps:' ? 465 : 587)) });
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1_500, () => settle(false));
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });
}
