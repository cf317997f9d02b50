import { describeFault, isDatabaseAway } from '../prisma/fault.ts';
import { EngineRejection, EngineUnavailable, type Job, JobFailure } from '../zeebe/client.ts';
import type { Log } from './log.ts';

/** How long a step waits before it asks again whether what it stands on is back. */
const AWAY_PAUSE_MS = 2_000;

/** What is away when a fault says only that: nothing is wrong with the work, which can be done later. */
function away(error: unknown): 'engine' | 'database' | null {
  if (error instanceof EngineUnavailable) return 'engine';
  return isDatabaseAway(error) ? 'database' : null;
}

/** Tells the log of a fault: one line when a part is away, where it happened otherwise; never what the data says. */
export function logFault(log: Log, error: unknown, fields: object, message: string): void {
  const missing = away(error);
  if (missing !== null) log.warn({ ...fields, away: missing }, message);
  // The engine's rejections name elements and keys, nothing else.
  else if (error instanceof EngineRejection)
    log.error({ ...fields, ...describeFault(error), reason: error.message }, message);
  else log.error({ ...fields, ...describeFault(error) }, message);
}

/**
 * A technical fault of a step, as the engine is told: tried again later and later, then an incident. While the database
 * or the engine is away no try is lost: an outage, however long, leaves nothing to repair by hand. The text that reaches
 * the incident never quotes data.
 */
export function failureOf(job: Pick<Job, 'type' | 'retries'>, error: unknown): JobFailure {
  if (away(error) !== null) {
    const options = { retries: job.retries, retryAfterMs: AWAY_PAUSE_MS, cause: error };
    return new JobFailure(`${job.type}: the ${away(error)} is away`, options);
  }
  const code = (error as { code?: unknown }).code;
  const text = error instanceof Error ? `${error.name}${typeof code === 'string' ? ` ${code}` : ''}` : 'fault';
  const options = { retryAfterMs: pauseBefore(job.retries), cause: error };
  return new JobFailure(`${job.type}: ${text}; the log says more`, options);
}

/** With five retries: 1 s, 2 s, 4 s, 8 s. */
const pauseBefore = (retriesLeft: number): number => Math.min(1_000 * 2 ** Math.max(0, 5 - retriesLeft), 60_000);
