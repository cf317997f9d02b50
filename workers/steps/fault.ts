import { describeFault, isDatabaseAway, isDatabaseBusy, isStorageFull } from '#prisma/fault.ts';
import { EngineRejection, EngineUnavailable, type Job } from '#zeebe/client.ts';
import type { Log } from '../log.ts';
import type { FaultCause } from './job.ts';
import { StepFailure } from './step-failure.ts';

/** How long a step waits before it asks again whether what it stands on is back. */
const AWAY_PAUSE_MS = 2_000;

/** What is away when a fault says only that: nothing is wrong with the work, which can be done later. */
function away(error: unknown): 'engine' | 'database' | 'disk' | null {
  if (error instanceof EngineUnavailable) return 'engine';
  if (isStorageFull(error)) return 'disk';
  return isDatabaseAway(error) || isDatabaseBusy(error) ? 'database' : null;
}

/** Whether a fault passes by itself: nothing is wrong with the work. */
export const isPassing = (error: unknown): boolean => away(error) !== null;

/** Logs a fault: one line when a part is away, where it happened otherwise; never what the data says. */
export function logFault(log: Log, error: unknown, fields: object, message: string): void {
  const missing = away(error);
  if (missing !== null) log.warn({ ...fields, away: missing }, message);
  // The engine's rejections name elements and keys, nothing else.
  else if (error instanceof EngineRejection)
    log.error({ ...fields, ...describeFault(error), reason: error.message }, message);
  else log.error({ ...fields, ...describeFault(error) }, message);
}

/**
 * A technical fault of a step, as the engine hears of it: tried again later and later, then an incident. While the
 * database or the engine is away no try is lost: an outage, however long, leaves nothing to repair by hand. The text that
 * reaches the incident never quotes data.
 */
export function failureOf({ retries }: Pick<Job, 'retries'>, cause: FaultCause, error: unknown): StepFailure {
  const part = away(error);
  if (part !== null) {
    const again = { retries, afterMs: AWAY_PAUSE_MS };
    return new StepFailure({ cause: 'part-away', params: { part } }, { again, cause: error });
  }
  const code = (error as { code?: unknown }).code;
  const fault = error instanceof Error ? `${error.name}${typeof code === 'string' ? ` ${code}` : ''}` : 'fault';
  return new StepFailure({ cause, params: { fault } }, { again: { afterMs: pauseBefore(retries) }, cause: error });
}

/** With five retries: 1 s, 2 s, 4 s, 8 s. */
const pauseBefore = (retriesLeft: number): number => Math.min(1_000 * 2 ** Math.max(0, 5 - retriesLeft), 60_000);
