import type { ActivatedJob } from '../../processing/protocol.ts';
import type { GatewayContext } from '../context.ts';
import type { JobPolls } from '../job-polls.ts';
import { readVariables } from '../json-object.ts';
import { Refused } from '../refused.ts';
import { checkTenants } from '../tenants.ts';
import { Handover } from './handover.ts';
import type { Answer, Message, StreamAnswer } from './unary.ts';

/** Clients refuse messages beyond 4 MB: a large batch leaves in several. */
const MESSAGE_CHARACTERS = 1_000_000;
/** Jobs leased at once for a stream. */
const STREAM_BATCH = 32;
/** A client that takes nothing for this long gets no more jobs until it has read what is under way. */
const TIMEOUT_MS = 250;
const FOREVER_MS = Number.MAX_SAFE_INTEGER;

/** Leases jobs, waiting for a first one as long as the client asks. */
export function activateJobs({ polls, requestTimeoutMs }: GatewayContext): StreamAnswer {
  return async (request, stream, signal) => {
    const maxJobs = Number(request.maxJobsToActivate);
    checkPoll('ActivateJobs', request);
    if (!(maxJobs >= 1)) refusePoll('max jobs to activate', 'greater than zero', `'${maxJobs}'`);
    if (request.worker.trim() === '') refusePoll('worker', 'present', 'blank');
    const asked = Number(request.requestTimeout);
    const waitMs = asked === 0 ? requestTimeoutMs : Math.max(0, asked);
    const jobs = await polls.activate({ ...leaseOf(request), maxJobs, waitMs, signal });
    const client = new Handover(polls, stream, signal);
    let before: Promise<boolean> = Promise.resolve(true);
    for (const batch of batches(jobs)) {
      await before;
      before = client.give({ jobs: batch.map(toMessage) }, batch);
    }
    // the end of the call may leave with the last of them
  };
}

/** Pushes jobs to a client as they come and as fast as it reads, until it leaves. */
export function streamActivatedJobs({ polls }: GatewayContext): StreamAnswer {
  return async (request, stream, signal) => {
    checkPoll('StreamActivatedJobs', request);
    const client = new Handover(polls, stream, signal);
    while (!signal.aborted && !polls.isClosed) {
      const jobs = await polls.activate({ ...leaseOf(request), maxJobs: STREAM_BATCH, waitMs: FOREVER_MS, signal });
      await push(polls, client, jobs);
    }
  };
}

/** One by one: to a client that does not read, only one is under way, and the others are for someone else. */
async function push(polls: JobPolls, client: Handover, jobs: readonly ActivatedJob[]): Promise<void> {
  const stall = Promise.withResolvers<'stalled'>();
  const timeout = setTimeout(() => stall.resolve('stalled'), TIMEOUT_MS);
  try {
    for (const [i, job] of jobs.entries()) {
      timeout.refresh();
      const taken = client.give(toMessage(job), [job]);
      const outcome = await Promise.race([taken, stall.promise]);
      if (outcome === true) continue;
      await polls.giveBack(jobs.slice(i + 1));
      await taken;
      return;
    }
  } finally {
    clearTimeout(timeout);
  }
}

/** Ends a job with its variables. */
export function completeJob({ engine }: GatewayContext): Answer {
  return ({ jobKey, variables }) => engine.execute('COMPLETE_JOB', { jobKey, variables: readVariables(variables) });
}

/** A worker could not do its job. */
export function failJob({ engine }: GatewayContext): Answer {
  return ({ jobKey, retries, errorMessage, retryBackOff, variables }) =>
    engine.execute('FAIL_JOB', {
      jobKey,
      retries,
      errorMessage,
      retryBackOff: Number(retryBackOff),
      variables: readVariables(variables),
    });
}

/** A worker ends its job by a business error. */
export function throwError({ engine }: GatewayContext): Answer {
  return ({ jobKey, errorCode, errorMessage, variables }) =>
    engine.execute('THROW_JOB_ERROR', { jobKey, errorCode, errorMessage, variables: readVariables(variables) });
}

export function updateJobRetries({ engine }: GatewayContext): Answer {
  return ({ jobKey, retries }) => engine.execute('UPDATE_JOB', { jobKey, retries });
}

export function updateJobTimeout({ engine }: GatewayContext): Answer {
  return ({ jobKey, timeout }) => engine.execute('UPDATE_JOB', { jobKey, timeout: Number(timeout) });
}

function checkPoll(call: string, request: Message): void {
  checkTenants(`gRPC request ${call}`, ...request.tenantIds);
  if (request.type.trim() === '') refusePoll('type', 'present', 'blank');
  if (!(Number(request.timeout) >= 1)) refusePoll('timeout', 'greater than zero', `'${request.timeout}'`);
}

function refusePoll(field: string, rule: string, given: string): never {
  throw new Refused(
    'INVALID_ARGUMENT',
    `Expected to activate job batch with ${field} to be ${rule}, but it was ${given}`,
  );
}

function leaseOf(request: Message) {
  return {
    type: request.type,
    worker: request.worker,
    timeout: Number(request.timeout),
    fetchVariables: request.fetchVariable,
  };
}

function* batches(jobs: ActivatedJob[]): Generator<ActivatedJob[]> {
  let batch: ActivatedJob[] = [];
  let size = 0;
  for (const job of jobs) {
    const length = JSON.stringify(job.variables).length + JSON.stringify(job.customHeaders).length;
    if (batch.length > 0 && size + length > MESSAGE_CHARACTERS) {
      yield batch;
      batch = [];
      size = 0;
    }
    batch.push(job);
    size += length;
  }
  if (batch.length > 0) yield batch;
}

function toMessage(job: ActivatedJob): Message {
  return {
    key: job.key,
    type: job.type,
    processInstanceKey: job.processInstanceKey,
    bpmnProcessId: job.bpmnProcessId,
    processDefinitionVersion: job.processDefinitionVersion,
    processDefinitionKey: job.processDefinitionKey,
    elementId: job.elementId,
    elementInstanceKey: job.elementInstanceKey,
    customHeaders: JSON.stringify(job.customHeaders),
    worker: job.worker,
    retries: job.retries,
    deadline: String(job.deadline),
    variables: JSON.stringify(job.variables),
    tenantId: '<default>',
  };
}
