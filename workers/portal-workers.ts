import { randomInt } from 'node:crypto';
import nodemailer, { type Transporter } from 'nodemailer';
import { openDatabase } from '#prisma/client.ts';
import {
  actBatchesWaiting,
  campaignsWaiting,
  holdingsChanged,
  importsWaiting,
  outboxWritten,
} from '#prisma/connection/channels.ts';
import { listen, subscription } from '#prisma/connection/listen.ts';
import { DISPATCHERS } from '#prisma/repositories/messages/outbox.ts';
import type { JobWorker } from '#zeebe/client.ts';
import { awaitEngine } from './await-engine.ts';
import { identifyEngine } from './circuits/publish/engine-identity.ts';
import { publishShipped } from './circuits/publish/publish.ts';
import { readBundles, readGridFiles, readShippedParts } from './circuits/read/bundle.ts';
import type { WorkerContext } from './context.ts';
import { startHousekeeping } from './loops/housekeeping.ts';
import { startIncidentWatch } from './loops/incidents/watch.ts';
import { startActBatches } from './loops/keep-act-batches.ts';
import { startCampaigns } from './loops/keep-campaigns.ts';
import { startHoldings } from './loops/keep-holdings.ts';
import { startImports } from './loops/keep-imports.ts';
import { startDailyRoots } from './loops/keep-roots.ts';
import type { Loop } from './loops/loop.ts';
import { startArchiveReplies } from './loops/read-deposit-replies.ts';
import { startEditionWatch } from './loops/watch-editions.ts';
import { startRevocationWatch, startSealWatch } from './loops/watch-seal.ts';
import { MAILS_AT_ONCE, startMailer } from './mail/mailer.ts';
import { mailTexts } from './mail/texts.ts';
import { startDispatcher } from './outbox/dispatcher.ts';
import { type LockedBucket, lockedStore } from './places/locked-store.ts';
import { type RootPlace, rootFolder, rootMailbox } from './places/root-places.ts';
import { startWorkers } from './start-workers.ts';

export interface PortalWorkersOptions {
  readonly context: Omit<WorkerContext, 'engineName'>;
  readonly databaseUrl: string;
  /** Folder of the circuits shipped with the portal. */
  readonly processes: string;
  readonly smtpUrl: string;
  readonly mailFrom: string;
  /** Where the daily roots of the evidence are written: a folder, a mailbox, a bucket, or several of them. */
  readonly roots: {
    readonly folder?: string | undefined;
    readonly mailbox?: string | undefined;
    readonly bucket?: LockedBucket | undefined;
  };
}

export interface PortalWorkers {
  /** Lets what is under way finish, then stops. */
  stop(): Promise<void>;
}

const MAIL_STATEMENT_MS = 20_000;

/** A mail server that hangs must not hold a message longer than its lease. */
const SMTP_TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };

/**
 * Starts everything that turns intents into facts. Mail goes out at once; the rest waits for the engine.
 * @throws {WrongEngine} {@link InvalidCircuit}
 */
export async function startPortalWorkers(options: PortalWorkersOptions): Promise<PortalWorkers> {
  const { context: base, databaseUrl, processes, smtpUrl, mailFrom } = options;
  const { database, engine, log } = base;
  let stopping = false;
  const transport = nodemailer.createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: MAILS_AT_ONCE,
    ...SMTP_TIMEOUTS,
  });
  const mailDatabase = openDatabase(databaseUrl, {
    connections: MAILS_AT_ONCE,
    statementMs: MAIL_STATEMENT_MS,
    byKeys: true,
    onConnectionError: (error) => log.warn({ reason: error.message }, 'a connection of the mailer was lost'),
  });
  const mailer = startMailer({
    database: mailDatabase,
    transport,
    from: mailFrom,
    baseUrl: base.baseUrl,
    textsOf: mailTexts(database),
    readDocument: (sha256) => base.documents.read(sha256),
    log,
  });
  const { documents, now } = base;
  const housekeeping = startHousekeeping({ database, documents, now, log, baseUrl: base.baseUrl });
  const sealWatch = startSealWatch(base);
  const revocationWatch = startRevocationWatch(base);
  const roots = startDailyRoots({ ...base, places: rootPlaces(options, transport) });
  const editions = startEditionWatch(base);
  const archiveReplies = startArchiveReplies(base);
  const holdings = startHoldings({ database, log });
  const imports = startImports(base);
  const actBatches = startActBatches(base);
  const campaigns = startCampaigns(base);
  let workers: JobWorker[] = [];
  let dispatcher: Loop | undefined;
  let incidents: Loop | undefined;
  const presence = { of: DISPATCHERS, id: randomInt(1, 2 ** 31 - 1) };
  const channels = [
    subscription(holdingsChanged, holdings.wake),
    subscription(importsWaiting, imports.wake),
    subscription(actBatchesWaiting, actBatches.wake),
    subscription(campaignsWaiting, campaigns.wake),
    subscription(outboxWritten, () => dispatcher?.wake()),
  ];
  const listening = listen(databaseUrl, channels, {
    presence,
    onConnected: () => {
      holdings.wake();
      imports.wake();
      actBatches.wake();
      campaigns.wake();
      dispatcher?.wake();
    },
    onLost: () => log.warn({}, 'the channels of the database were lost; what they tell of is looked at now and then'),
  });
  const stop = async () => {
    stopping = true;
    await listening.close();
    await Promise.all([
      dispatcher?.stop(),
      incidents?.stop(),
      mailer.stop(),
      housekeeping.stop(),
      sealWatch.stop(),
      revocationWatch.stop(),
      roots.stop(),
      editions.stop(),
      archiveReplies.stop(),
      holdings.stop(),
      imports.stop(),
      actBatches.stop(),
      campaigns.stop(),
      ...workers.map((worker) => worker.close()),
    ]);
    transport.close();
    await mailDatabase.close();
  };
  try {
    await awaitEngine(engine, log, () => stopping);
    const engineName = await identifyEngine(engine, database);
    const context: WorkerContext = { ...base, engineName };
    await publishShipped(context, {
      grids: await readGridFiles(processes),
      parts: await readShippedParts(processes),
      bundles: await readBundles(processes),
    });
    workers = await startWorkers(context);
    dispatcher = startDispatcher(context, () => (listening.isConnected() ? presence.id : null));
    incidents = startIncidentWatch(context);
    log.info({ engine: engineName, jobTypes: workers.length }, 'workers are ready');
    return { stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function rootPlaces({ roots, mailFrom: from, context }: PortalWorkersOptions, transport: Transporter): RootPlace[] {
  const { folder, mailbox: to, bucket } = roots;
  const { baseUrl, now } = context;
  return [
    ...(folder === undefined ? [] : [rootFolder(folder)]),
    ...(to === undefined ? [] : [rootMailbox({ to, from, baseUrl, send: (mail) => transport.sendMail(mail) })]),
    ...(bucket === undefined ? [] : [lockedStore(bucket, now)]),
  ];
}
