import type { CamundaGrpcClient, GrpcJob, JobResult } from './client.ts';
import { BpmnError, EngineRejection, EngineUnavailable, JobFailure } from './errors.ts';
import { startPollWorker, UNAVAILABLE } from './poll-worker.ts';
import { branded, type Call } from './rest.ts';
import type { EngineLog, Job, JobWorker, JobWorkerOptions, ListenerWorkerOptions } from './types.ts';

const USER_TASK_KEY = 'io.camunda.zeebe:userTaskKey';
/** Says to the client's worker that the job is dealt with. */
const DEALT_WITH = 'JOB_ACTION_ACKNOWLEDGEMENT' as const;
const DEFAULT_MAX_JOBS = 16;
const DEFAULT_LEASE_MS = 60_000;

interface Context {
  readonly load: () => Promise<CamundaGrpcClient>;
  /** Resolves once the engine answers again. */
  readonly back: () => Promise<void>;
  readonly call: Call;
  readonly log: EngineLog;
}

/** What remains to be reported to the engine once the handler is through. */
type Report = () => Promise<unknown>;

/** Works off ordinary jobs: completed with what the handler returns, failed or ended by an error with what it throws. */
export function startJobWorker(context: Context, options: JobWorkerOptions): JobWorker {
  return start(context, options, async (job) => {
    const result = await options.handler(present(job));
    return () => job.complete((result?.variables ?? {}) as never);
  });
}

/** Works off the jobs of a user-task listener: finished by REST, the only road that carries a result, and without variables. */
export function startListenerWorker(context: Context, options: ListenerWorkerOptions): JobWorker {
  return start(context, options, async (job) => {
    const listened = present(job);
    const userTaskKey = listened.headers[USER_TASK_KEY] ?? '';
    const { denied = false, deniedReason, corrections } = (await options.handler({ ...listened, userTaskKey })) ?? {};
    const reason = deniedReason === undefined ? {} : { deniedReason };
    const changes = corrections === undefined ? {} : { corrections };
    const result = { type: 'userTask' as const, denied, ...reason, ...changes };
    return () => sendResult(context, job, result);
  });
}

async function sendResult({ call, back }: Context, job: GrpcJob, result: JobResult): Promise<void> {
  const report = () => call((client) => client.completeJob({ jobKey: branded(job.key), result }));
  try {
    await report().catch(async (error: unknown) => {
      // Someone waits for their task to be done: an engine that restarts gets it when it is back, not a lease later.
      if (!(error instanceof EngineUnavailable)) throw error;
      await back();
      await report();
    });
  } catch (error) {
    // A result the engine refuses (a priority out of range, say) is the handler's fault and must be seen as such.
    if (error instanceof EngineRejection && error.code === 'INVALID_ARGUMENT') {
      await job.fail({ errorMessage: error.message, retries: Math.max(0, job.retries - 1), retryBackOff: 0 });
      return;
    }
    await job.forward();
    throw error;
  }
  await job.forward();
}

function start(
  context: Context,
  options: Omit<JobWorkerOptions, 'handler'>,
  handle: (job: GrpcJob) => Promise<Report>,
): JobWorker {
  return startPollWorker(context.load, context.back, context.log, {
    taskType: options.type,
    maxJobsToActivate: options.maxJobs ?? DEFAULT_MAX_JOBS,
    timeout: options.timeout ?? DEFAULT_LEASE_MS,
    ...(options.fetchVariables === undefined ? {} : { fetchVariable: [...options.fetchVariables] as never }),
    taskHandler: async (job) => {
      await settle(context.log, job, handle);
      return DEALT_WITH;
    },
  });
}

/**
 * Runs one job. Nothing may escape from here: the client's worker would fail the job a second time and write to the
 * console. Each job is answered once: answering twice would spoil the client's count of jobs at hand.
 */
async function settle(log: EngineLog, job: GrpcJob, handle: (job: GrpcJob) => Promise<Report>): Promise<void> {
  let report: Report;
  try {
    report = await handle(job);
  } catch (error) {
    report = () => reportFailure(log, job, error);
  }
  try {
    await report();
  } catch (error) {
    if (isGone(error)) log.debug({ jobKey: job.key, type: job.type }, 'the job was gone before its outcome arrived');
    // The lease runs out and the engine hands the job out again: handlers are idempotent for this.
    else
      log.warn(
        { jobKey: job.key, type: job.type, ...(isAway(error) ? { away: 'engine' } : { err: error }) },
        'the outcome of a job could not be reported to the engine',
      );
  }
}

function reportFailure(log: EngineLog, job: GrpcJob, error: unknown): Promise<unknown> {
  if (error instanceof BpmnError) {
    const { code, message, variables } = error;
    return Promise.resolve(job.error({ errorCode: code, errorMessage: message, variables: variables as never }));
  }
  const failure = error instanceof JobFailure ? error : null;
  if (failure === null) log.error({ jobKey: job.key, type: job.type, err: error }, 'a job handler failed');
  return Promise.resolve(
    job.fail({
      errorMessage: error instanceof Error ? error.message : String(error),
      retries: Math.max(0, failure?.retries ?? job.retries - 1),
      retryBackOff: failure?.retryAfterMs ?? 0,
    }),
  );
}

/** Someone else ended the job, or its instance: nothing is left to report. */
function isGone(error: unknown): boolean {
  if (error instanceof EngineRejection) return error.code === 'NOT_FOUND' || error.code === 'INVALID_STATE';
  const code = (error as { code?: unknown } | null)?.code;
  return code === 5 || code === 9;
}

/** The engine cannot be reached: nothing that a stack would explain. */
function isAway(error: unknown): boolean {
  return error instanceof EngineUnavailable || (error as { code?: unknown } | null)?.code === UNAVAILABLE;
}

function present(job: GrpcJob): Job {
  return {
    key: job.key,
    type: job.type,
    elementId: job.elementId,
    elementInstanceKey: job.elementInstanceKey,
    processInstanceKey: job.processInstanceKey,
    processDefinitionKey: job.processDefinitionKey ?? '',
    bpmnProcessId: job.bpmnProcessId,
    retries: job.retries,
    variables: { ...job.variables },
    headers: { ...(job.customHeaders as Record<string, string>) },
  };
}
