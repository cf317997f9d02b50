import { BpmnError, type Job, type JobWorker, type ListenerResult } from '#zeebe/client.ts';
import type { WorkerContext } from './context.ts';
import { JOBS } from './jobs/registry.ts';
import type { ListenerAnswer } from './listeners/listener.ts';
import { LISTENERS } from './listeners/registry.ts';
import { doStep } from './steps/do-step.ts';
import { failureOf, logFault } from './steps/fault.ts';
import type { FaultCause } from './steps/job.ts';
import { StepFailure } from './steps/step-failure.ts';

const LISTENER_RETRIES = 5;
/** Many times what a step takes: the steps of workers that were killed are taken up by others after this. */
const LEASE_MS = 20_000;

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
    ...JOBS.map((registered) => {
      const { type, variables, fault } = registered.definition;
      return engine.work({
        type,
        timeout: LEASE_MS,
        fetchVariables: Object.keys(variables),
        handler: (job) =>
          guarded(context, job, fault, async () => ({ variables: await doStep(context, registered, job) })),
      });
    }),
    ...LISTENERS.map(({ type, variables, handler, fault }) =>
      engine.workListener({
        type,
        timeout: LEASE_MS,
        fetchVariables: variables,
        handler: (job) => guarded(context, job, fault, async () => resultOf((await handler(context, job)) ?? {})),
      }),
    ),
  ];
}

/** A no, as the engine carries it: a text, which is the code. */
function resultOf({ denied, ...changes }: ListenerAnswer): ListenerResult {
  return denied === undefined ? changes : { denied: true, deniedReason: denied };
}

/** Lets a handler's own failures through; anything else is a technical fault, logged and tried again. */
async function guarded<Result>(
  { log }: WorkerContext,
  job: Job,
  fault: FaultCause,
  run: () => Promise<Result>,
): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof BpmnError || error instanceof StepFailure) throw error;
    logFault(log, error, { jobKey: job.key, type: job.type, elementId: job.elementId }, 'a step failed');
    throw failureOf(job, fault, error);
  }
}
