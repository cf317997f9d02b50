import { openEngine } from '../../engine.ts';
import type { Engine } from '../../processing/protocol.ts';
import type { Account } from '../credentials.ts';
import { startGateway } from '../gateway.ts';

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

const QUIET = { debug() {}, info() {}, warn() {}, error: console.error };

/** Opens one; ports may be given to come back where another one stood. */
export async function openTestGateway(
  options: { account?: Account; requestTimeoutMs?: number; grpcPort?: number; restPort?: number } = {},
): Promise<TestGateway> {
  const engine = await openEngine({});
  const gateway = await startGateway(engine, {
    host: '127.0.0.1',
    grpcPort: options.grpcPort ?? 0,
    restPort: options.restPort ?? 0,
    account: options.account ?? null,
    requestTimeoutMs: options.requestTimeoutMs ?? 1_000,
    history: { file: ':memory:', keepFor: 86_400_000 },
    log: QUIET,
  });
  return {
    engine,
    grpcPort: gateway.grpcPort,
    restPort: gateway.restPort,
    grpcAddress: `grpc://127.0.0.1:${gateway.grpcPort}`,
    restAddress: `http://127.0.0.1:${gateway.restPort}`,
    close: async () => {
      await gateway.close();
      await engine.close();
    },
  };
}
