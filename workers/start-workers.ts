import { confirmDecision } from '../application/confirm-decision.ts';
import { confirmWithdrawal } from '../application/confirm-withdrawal.ts';
import { BpmnError, type Job, JobFailure, type JobWorker } from '../zeebe/client.ts';
import type { WorkerContext } from './context.ts';
import { failureOf, logFault } from './fault.ts';
import { optionalIdentifier } from './job.ts';
import { JOBS, LISTENERS } from './registry.ts';

const LISTENER_RETRIES = 5;
/** Many times what a step takes: the steps of workers that were killed are taken up by others after this. */
const LEASE_MS = 20_000;
/** Fetched for every job type: what led the circuit to the step. */
const LED_HERE = ['decisionId', 'withdrawalId'];

/** Opens one worker a job type. The engine may be away: they wait for it. */
export async function startWorkers(context: WorkerContext): Promise<JobWorker[]> {
  const { engine } = context;
  await engine.ensureGlobalTaskListeners(
    LISTENERS.map(({ event, type }) => ({
      id: `harmonie-${event}`,
      type,
      eventTypes: [event],
      retries: LISTENER_RETRIES,
      // After the circuit's own: what they changed is what the portal shows.
      afterNonGlobal: true,
    })),
  );
  return [
    ...JOBS.map(({ definition, handler }) =>
      engine.work({
        type: definition.type,
        timeout: LEASE_MS,
        fetchVariables: [...new Set([...definition.variables, ...LED_HERE])],
        handler: (job) =>
          guarded(context, job, async () => {
            await confirmWhatLedHere(context, job);
            const variables = await handler(context, job);
            return variables === undefined ? {} : { variables };
          }),
      }),
    ),
    ...LISTENERS.map(({ type, variables, handler }) =>
      engine.workListener({
        type,
        timeout: LEASE_MS,
        fetchVariables: variables,
        handler: (job) => guarded(context, job, () => handler(context, job)),
      }),
    ),
  ];
}

/** A step that runs proves that the circuit went past the decision, or took the withdrawal, that led to it. */
async function confirmWhatLedHere({ database, now }: WorkerContext, job: Job): Promise<void> {
  const decisionId = optionalIdentifier(job, 'decisionId');
  const withdrawalId = optionalIdentifier(job, 'withdrawalId');
  if (decisionId === undefined && withdrawalId === undefined) return;
  const at = now();
  await database.transaction(async (tx) => {
    if (decisionId !== undefined) await confirmDecision(tx, { decisionId, at });
    if (withdrawalId !== undefined) await confirmWithdrawal(tx, { withdrawalId, at });
  });
}

/** Lets a handler's own words through; anything else is a technical fault, told to the log and tried again. */
async function guarded<Result>({ log }: WorkerContext, job: Job, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof BpmnError || error instanceof JobFailure) throw error;
    logFault(log, error, { jobKey: job.key, type: job.type, elementId: job.elementId }, 'a step failed');
    throw failureOf(job, error);
  }
}
