import { openHistory } from '../history/history.ts';
import type { HistorySettings } from '../history/messages.ts';
import type { Engine } from '../processing/protocol.ts';
import { Backups } from './backups.ts';
import { BatchOperations } from './batches/batches.ts';
import type { GatewayContext, GatewayLog } from './context.ts';
import { openContents } from './documents/contents.ts';
import { Documents } from './documents/documents.ts';
import { type KeepAlive, startGrpc } from './grpc/server.ts';
import { JobPolls } from './job-polls.ts';
import { gatewayMetrics } from './metrics.ts';
import { startRest } from './rest/server.ts';
import { createSignIn, type SignInSettings } from './sign-in.ts';

/** The version a client reads in the topology: the release whose protocol this engine speaks. */
const PROTOCOL_VERSION = '8.9.0';

/** How long calls under way may take when the gateway is closed: what is being written is answered, long waits are cut. */
const GRACE_MS = 2_000;

/** What both protocols are encrypted with. */
export interface Tls {
  readonly certificate: Buffer;
  readonly key: Buffer;
}

export interface GatewaySettings {
  readonly host: string;
  readonly grpcPort: number;
  readonly restPort: number;
  readonly signIn: SignInSettings;
  /** Certificate chain and private key, PEM; null speaks in clear. */
  readonly tls: Tls | null;
  readonly requestTimeoutMs: number;
  /** Whether callers may move the engine's clock. */
  readonly movableClock: boolean;
  /** How gRPC connections are asked whether someone is there. */
  readonly keepAlive?: KeepAlive;
  readonly history: HistorySettings;
  /** Where the bytes of documents are kept; null keeps them in memory. */
  readonly documentsFolder: string | null;
  /** Where copies of everything durable are made when asked for; null makes none. */
  readonly backupsFolder: string | null;
  readonly log: GatewayLog;
}

/** Both protocols, listening. */
export interface Gateway {
  readonly grpcPort: number;
  readonly restPort: number;
  /** Stops listening and closes the history; the engine is left to whoever opened it. */
  close(): Promise<void>;
}

/** Opens both protocols and the history over an engine. Whatever was opened is closed again when a port cannot be had. */
export async function startGateway(engine: Engine, settings: GatewaySettings): Promise<Gateway> {
  const history = await openHistory(engine, settings.history, (error) =>
    settings.log.error({ err: error }, 'the history failed: searches do not work until the engine is started again'),
  );
  const polls = new JobPolls(engine);
  const batches = new BatchOperations(engine, history, settings.log);
  const documents = new Documents(history, openContents(settings.documentsFolder), () => engine.now(), settings.log);
  const backups = new Backups(engine, history, {
    folder: settings.backupsFolder,
    historyFile: settings.history.file,
    log: settings.log,
  });
  const address = { host: settings.host, grpcPort: settings.grpcPort, restPort: settings.restPort };
  const context: GatewayContext = {
    engine,
    history,
    batches,
    documents,
    backups,
    polls,
    signIn: createSignIn(settings.signIn),
    isOpen: settings.signIn.account === null && settings.signIn.tokens === null,
    metrics: gatewayMetrics(engine, history, polls),
    log: settings.log,
    version: PROTOCOL_VERSION,
    requestTimeoutMs: settings.requestTimeoutMs,
    movableClock: settings.movableClock,
    address,
  };
  const servers: { close(graceMs: number): Promise<void> }[] = [];
  const close = async () => {
    polls.close();
    backups.close();
    await Promise.all(servers.map((server) => server.close(GRACE_MS)));
    for (const part of [documents, batches, history]) await part.close();
  };
  try {
    const rest = await startRest(context, settings.host, settings.restPort, settings.tls);
    servers.push(rest);
    address.restPort = rest.port;
    const grpc = await startGrpc(context, settings.host, settings.grpcPort, settings.tls, settings.keepAlive);
    servers.push(grpc);
    address.grpcPort = grpc.port;
    await batches.resume();
    return { grpcPort: grpc.port, restPort: rest.port, close };
  } catch (error) {
    await close();
    throw error;
  }
}
