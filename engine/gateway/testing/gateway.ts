import { hash } from 'node:crypto';
import { openEngine } from '../../engine.ts';
import { type ParsedResource, parseResource } from '../../model/parsed-resource.ts';
import type { Engine, ResourceFile } from '../../processing/protocol.ts';
import { startGateway, type Tls } from '../gateway.ts';
import type { KeepAlive } from '../grpc/server.ts';
import type { Account, TokenIssuer } from '../sign-in.ts';

/** A real gateway over a real engine in memory, on free ports. */
export interface TestGateway {
  readonly engine: Engine;
  readonly grpcPort: number;
  readonly restPort: number;
  /** As the SDK wants it. */
  readonly grpcAddress: string;
  readonly restAddress: string;
  close(): Promise<void>;
}

// The console is looked up at each call: each file has one of its own, while this module is loaded once for all of them.
const QUIET = { debug() {}, info() {}, warn() {}, error: (...words: unknown[]) => console.error(...words) };

/** What this process read: the models of a file are the same in each engine, and reading those of a portal takes seconds. */
const read = new Map<string, Promise<ParsedResource>>();

function readDeployed(file: ResourceFile): Promise<ParsedResource> {
  const key = hash('sha256', JSON.stringify([file.name, Buffer.from(file.content).toString('base64')]));
  const known = read.get(key) ?? parseResource(file, true);
  read.set(key, known);
  return known;
}

/** Opens one; ports may be given to come back where another one stood. */
export async function openTestGateway(
  options: {
    account?: Account;
    tokens?: TokenIssuer;
    tls?: Tls;
    requestTimeoutMs?: number;
    keepAlive?: KeepAlive;
    movableClock?: boolean;
    grpcPort?: number;
    restPort?: number;
    /** In memory when it is not said; long searches are then read by nobody but the writer. */
    historyFile?: string;
  } = {},
): Promise<TestGateway> {
  const engine = await openEngine({ readDeployed });
  const gateway = await startGateway(engine, {
    host: '127.0.0.1',
    grpcPort: options.grpcPort ?? 0,
    restPort: options.restPort ?? 0,
    signIn: { account: options.account ?? null, tokens: options.tokens ?? null },
    tls: options.tls ?? null,
    requestTimeoutMs: options.requestTimeoutMs ?? 1_000,
    movableClock: options.movableClock ?? true,
    ...(options.keepAlive === undefined ? {} : { keepAlive: options.keepAlive }),
    history: { file: options.historyFile ?? ':memory:', keepFor: 86_400_000 },
    documentsFolder: null,
    backupsFolder: null,
    log: QUIET,
  });
  return {
    engine,
    grpcPort: gateway.grpcPort,
    restPort: gateway.restPort,
    grpcAddress: `${options.tls === undefined ? 'grpc' : 'grpcs'}://127.0.0.1:${gateway.grpcPort}`,
    restAddress: `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${gateway.restPort}`,
    close: async () => {
      await gateway.close();
      await engine.close();
    },
  };
}
