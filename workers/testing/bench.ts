import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openTestGateway, type TestGateway } from 'harmonie-engine/testing';
import { type FormJudge, openFormJudge } from '#application/forms/form-judge.ts';
import { type DocumentStore, openDocumentStore } from '#prisma/documents/store.ts';
import { createSecretValues } from '#prisma/secret-values.ts';
import { aDatabase, type Beginning, type TestDatabase } from '#prisma/testing/database.ts';
import { PROCESSES, publishShippedCircuits, QUIET } from '#testing/shipped-circuits.ts';
import { connectEngine, type EngineClient } from '#zeebe/client.ts';
import type { WorkerContext } from '../context.ts';
import { listsAt } from '../pades/archive/revocation.ts';
import { ensureDemonstrationAuthority, ensureDemonstrationStamps } from '../pades/authority.ts';
import type { SealKey } from '../pades/keys/key.ts';
import { type Seal, trustedSeal } from '../pades/open-seal.ts';
import { stampingAuthority } from '../pades/stamps/stamping-authority.ts';
import { timeStamper } from '../pades/stamps/time-stamping.ts';
import { readAnchors } from '../pades/verification/trust.ts';
import { type PortalWorkers, startPortalWorkers } from '../portal-workers.ts';
import { inspector, renderer, trialRenderer } from './apart.ts';
import { openMailServer, type TestMailServer } from './mail-server.ts';

interface Sealing {
  readonly seal: Seal;
  readonly stampingKey: SealKey;
  readonly lists: readonly Uint8Array[];
}
let made: Promise<Sealing> | undefined;

/** Half a second of processor: made once a process. No bench takes part in another's portal. */
function demonstrationSealing(): Promise<Sealing> {
  made ??= (async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'harmonie-seal-'));
    try {
      const [seals, stamps] = await Promise.all([
        ensureDemonstrationAuthority(path.join(folder, 'seal')),
        ensureDemonstrationStamps(path.join(folder, 'stamping')),
      ]);
      const [anchors, stampAnchors] = [readAnchors(seals.caPem), readAnchors(stamps.caPem)];
      const lists = await listsAt([seals.crlPath, stamps.crlPath]);
      return { seal: trustedSeal(seals.key, anchors, new Date(), stampAnchors), stampingKey: stamps.key, lists };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  })();
  return made;
}

/** The shipped circuits, published by workers before: half a second of processor that each start spares. */
const PUBLISHED: Beginning = { name: 'published', make: ({ database }) => publishShippedCircuits(database) };

/** Waits for something that will come; the suite's own time-out reports when it does not. */
export async function eventually<T>(read: () => Promise<T | null | undefined | false>): Promise<T> {
  // Looks less often at what takes longer: looking has its price too.
  for (let ms = 20; ; ms = Math.min(ms * 1.2, 100)) {
    const found = await read();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, ms));
  }
}

/** The workers with all that stands around them: database, engine, mail server, documents, seal. All of it is real. */
export interface WorkerBench {
  readonly db: TestDatabase;
  readonly gateway: TestGateway;
  readonly engine: EngineClient;
  readonly mail: TestMailServer;
  readonly documents: DocumentStore;
  readonly context: Omit<WorkerContext, 'engineName'>;
  /** Of the authority that stamps its seals. */
  readonly stampingKey: SealKey;
  /** Judges what people type, for the use cases that tests call. */
  readonly forms: FormJudge;
  /** Starts the workers, as their process does. */
  start(): Promise<PortalWorkers>;
  close(): Promise<void>;
}

/**
 * Opens a bench of the workers.
 * @param beside the database and documents of a server that runs in the same test, whose opener
 * closes them
 */
export async function openWorkerBench(beside?: {
  readonly db: TestDatabase;
  readonly documents: DocumentStore;
}): Promise<WorkerBench> {
  const folder = await mkdtemp(path.join(tmpdir(), 'harmonie-workers-'));
  const [db, gateway, mail, { seal, stampingKey, lists }] = await Promise.all([
    beside?.db ?? aDatabase(PUBLISHED),
    openTestGateway({ requestTimeoutMs: 10_000 }),
    openMailServer(),
    demonstrationSealing(),
  ]);
  const { grpcAddress, restAddress } = gateway;
  const engine = connectEngine({ grpcAddress, restAddress, log: QUIET, longPollSeconds: 1 });
  const documents = beside?.documents ?? openDocumentStore(path.join(folder, 'documents'));
  const context: WorkerBench['context'] = {
    database: db.database,
    engine,
    documents,
    renderer,
    trialRenderer,
    inspector,
    seal,
    revocationLists: async () => lists,
    // By the clock of the test.
    timeStamper: timeStamper(stampingAuthority(stampingKey, () => context.now())),
    secrets: createSecretValues(new Uint8Array(32).fill(7)),
    now: () => new Date(),
    baseUrl: 'https://harmonie.example',
    demonstration: true,
    log: QUIET,
  };
  const running: PortalWorkers[] = [];
  return {
    db,
    gateway,
    engine,
    mail,
    documents,
    context,
    stampingKey,
    forms: openFormJudge(),
    async start() {
      const workers = await startPortalWorkers({
        context,
        databaseUrl: db.url,
        processes: PROCESSES,
        smtpUrl: mail.url,
        mailFrom: 'Harmonie <no-reply@harmonie.example>',
        roots: { folder: path.join(folder, 'roots') },
      });
      running.push(workers);
      return workers;
    },
    async close() {
      await Promise.all(running.map((workers) => workers.stop()));
      await engine.close();
      await Promise.all([gateway.close(), mail.close(), ...(beside ? [] : [db.drop()])]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
