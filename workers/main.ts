// The process of the workers: everything that has legal effect is done here.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pino } from 'pino';
import { ConfigurationError, loadConfig } from '../config/config.ts';
import { connectEngine } from '../engine/client.ts';
import { openDatabase } from '../prisma/client.ts';
import { openDocumentStore } from '../prisma/documents/store.ts';
import { createActRenderer } from './act-draft/typst/render.ts';
import { SealKeyError, sealKeyFromP12 } from './act-seal/pades/p12.ts';
import { InvalidCircuit } from './circuits/checks.ts';
import { WrongEngine } from './circuits/engine-identity.ts';
import { startPortalWorkers } from './portal-workers.ts';

const GRACE_MS = 10_000;
/** Faults of the installation, told in one line and without a stack. */
const OPERATOR_FAULTS = [ConfigurationError, SealKeyError, InvalidCircuit, WrongEngine];

async function run(): Promise<() => Promise<void>> {
  const config = loadConfig(process.env);
  const log = pino({ name: 'workers', level: config.logLevel });
  const sealKey = await sealKeyFromP12(await readFile(config.seal.p12Path), config.seal.passphrase);
  const onConnectionError = (error: Error) => log.warn({ reason: error.message }, 'a database connection was lost');
  const database = openDatabase(config.databaseUrl, { connections: 20, onConnectionError });
  const engine = connectEngine({ ...config.zeebe, log });
  const renderer = createActRenderer({ files: new Map() });
  const closeAll = async () => {
    await engine.close();
    await renderer.close();
    await database.close();
  };
  try {
    const workers = await startPortalWorkers({
      context: {
        database,
        engine,
        documents: openDocumentStore(path.join(config.dataDir, 'documents')),
        renderer,
        sealKey,
        now: () => new Date(),
        baseUrl: config.baseUrl,
        demonstration: config.demonstration,
        log,
      },
      databaseUrl: config.databaseUrl,
      processes: path.join(import.meta.dirname, '..', 'processes'),
      smtpUrl: config.smtpUrl,
      mailFrom: config.mailFrom,
    });
    return async () => {
      await workers.stop();
      await closeAll();
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

let stopping = false;
let close = async () => {};
const stop = () => {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(1), GRACE_MS).unref();
  close().then(
    () => process.exit(0),
    () => process.exit(1),
  );
};
process.on('SIGTERM', stop);
process.on('SIGINT', () => process.channel === undefined && stop());
// The supervisor is gone: nothing may be left running behind it.
process.on('disconnect', stop);

run().then(
  (closeWorkers) => {
    close = closeWorkers;
    process.send?.({ ready: true });
  },
  (error: unknown) => {
    const known = OPERATOR_FAULTS.some((fault) => error instanceof fault);
    console.error(known ? (error as Error).message : error);
    process.exit(1);
  },
);
