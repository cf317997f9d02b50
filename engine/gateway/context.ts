import type { History } from '../history/history.ts';
import type { CommandResult, CommandType, CommandValue, Engine } from '../processing/protocol.ts';
import type { Backups } from './backups.ts';
import type { BatchOperations } from './batches/batches.ts';
import type { Documents } from './documents/documents.ts';
import type { JobPolls } from './job-polls.ts';
import type { GatewayMetrics } from './metrics.ts';
import { Refused } from './refused.ts';
import type { SignIn } from './sign-in.ts';

/** The part of a pino logger that the gateway uses. */
export interface GatewayLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What every call of both protocols is answered with. */
export interface GatewayContext {
  readonly engine: Engine;
  readonly history: History;
  readonly batches: BatchOperations;
  readonly documents: Documents;
  readonly backups: Backups;
  readonly polls: JobPolls;
  /** Checks who calls, on every call. */
  readonly signIn: SignIn;
  /** Whether anyone may call: there is no sign-in. */
  readonly isOpen: boolean;
  readonly metrics: GatewayMetrics;
  readonly log: GatewayLog;
  readonly version: string;
  /** How long a caller waits when it does not say: a long poll, a user task's listeners, a result. */
  readonly requestTimeoutMs: number;
  /** Whether callers may move the engine's clock. */
  readonly movableClock: boolean;
  /** Where each protocol listens, once it does. */
  readonly address: { host: string; grpcPort: number; restPort: number };
}

/** A longer one would fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Plays a command that may take long, and gives up waiting after a while: what was begun still goes on. */
export async function executeWithin<T extends CommandType>(
  engine: Engine,
  type: T,
  value: CommandValue<T>,
  withinMs: number,
): Promise<CommandResult<T>> {
  const limit = new AbortController();
  const text = `The engine did not finish ${type} within ${withinMs} ms; it may still happen`;
  const timer = setTimeout(() => limit.abort(new Refused('DEADLINE_EXCEEDED', text)), Math.min(withinMs, MAX_TIMER_MS));
  try {
    return await engine.execute(type, value, { signal: limit.signal });
  } finally {
    clearTimeout(timer);
  }
}
