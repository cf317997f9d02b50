// The process of the workers: everything that has legal effect is done here.
import path from 'node:path';
import { ConfigurationError, workersConfig } from '#config/config.ts';
import { openLog } from '#config/log.ts';
import { onStop, TRY_AGAIN } from '#config/on-stop.ts';
import { OwnerRole, refuseOwner } from '#prisma/application-role.ts';
import { openDatabase } from '#prisma/client.ts';
import { openDocumentStore } from '#prisma/documents/store.ts';
import { isDatabaseAway } from '#prisma/fault.ts';
import { declareKeys, KeyMissing } from '#prisma/repositories/operations/sealing-keys.ts';
import { createSecretValues } from '#prisma/secret-values.ts';
import { connectEngine, EngineUnavailable } from '#zeebe/client.ts';
import { InvalidCircuit } from './circuits/check/checks.ts';
import { openCircuitInspector } from './circuits/check/circuit-inspector.ts';
import { WrongEngine } from './circuits/publish/engine-identity.ts';
import { startHeartbeat } from './loops/heartbeat.ts';
import { listsAt } from './pades/archive/revocation.ts';
import { SealKeyError } from './pades/keys/p12.ts';
import { openSeal } from './pades/open-seal.ts';
import { openTimeStamps } from './pades/stamps/open-time-stamps.ts';
import { archivePlace } from './places/archive-places.ts';
import { startPortalWorkers } from './portal-workers.ts';
import { createActRenderer, createTrialRenderer } from './typst/render.ts';

/** Faults of the installation, reported in one line and without a stack. */
const OPERATOR_FAULTS = [ConfigurationError, OwnerRole, KeyMissing, SealKeyError, InvalidCircuit, WrongEngine];

/** What takes longer is tried again later: a step waits, people do not. */
const STATEMENT_MS = 60_000;

async function run(): Promise<() => Promise<void>> {
  const config = workersConfig(process.env);
  const log = openLog('workers', config.logLevel);
  const [seal, timeStamper] = await Promise.all([openSeal(config.seal, new Date()), openTimeStamps(config.timeStamps)]);
  const onConnectionError = (error: Error) => log.warn({ reason: error.message }, 'a database connection was lost');
  const database = openDatabase(config.databaseUrl, {
    connections: 20,
    statementMs: STATEMENT_MS,
    byKeys: true,
    onConnectionError,
  });
  const engine = connectEngine({ ...config.zeebe, log });
  const renderer = createActRenderer({ files: new Map() });
  const trialRenderer = createTrialRenderer();
  const inspector = openCircuitInspector(trialRenderer);
  const closeAll = async () => {
    await engine.close();
    await Promise.all([renderer.close(), inspector.close(), trialRenderer.close()]);
    await database.close();
  };
  try {
    await refuseOwner(database.prisma);
    await declareKeys(database.prisma, { holder: 'workers', purpose: 'data', at: new Date() }, config.dataKeys);
    const workers = await startPortalWorkers({
      context: {
        database,
        engine,
        documents: openDocumentStore(path.join(config.dataDir, 'documents')),
        renderer,
        trialRenderer,
        inspector,
        seal,
        timeStamper,
        archive: archivePlace(config.archive, () => new Date()),
        revocationLists: () => listsAt(config.revocationListPaths),
        secrets: createSecretValues(...config.dataKeys),
        now: () => new Date(),
        baseUrl: config.baseUrl,
        demonstration: config.demonstration,
        log,
      },
      databaseUrl: config.databaseUrl,
      processes: path.join(import.meta.dirname, '..', 'processes'),
      smtpUrl: config.smtpUrl,
      mailFrom: config.mailFrom,
      roots: config.roots,
    });
    const stopHeartbeat = startHeartbeat(config.heartbeatFile, (error) =>
      log.warn({ reason: error.message }, 'the heartbeat cannot be written'),
    );
    return async () => {
      stopHeartbeat();
      await workers.stop();
      await closeAll();
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

let close = async () => {};
onStop(() => close());

run().then(
  (closeWorkers) => {
    close = closeWorkers;
    process.send?.({ ready: true });
  },
  (error: unknown) => {
    const known = OPERATOR_FAULTS.some((fault) => error instanceof fault);
    const isAway = error instanceof EngineUnavailable || isDatabaseAway(error);
    console.error(known || isAway ? (error as Error).message : error);
    process.exit(isAway ? TRY_AGAIN : 1);
  },
);
