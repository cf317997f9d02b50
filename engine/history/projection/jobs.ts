import { type AnyEvent, DEFAULT_TENANT, type Job } from '../../processing/protocol.ts';
import type { Rows } from './rows.ts';

/** Jobs, from their creation to their end. A lease is not a state of its own: worker and deadline show it. */
export function projectJobs(rows: Rows, event: AnyEvent): void {
  const at = { lastUpdateTime: event.time };
  const end = { ...at, endTime: event.time };
  const change = (row: Record<string, unknown>) => rows.change('job', event.key, row);
  switch (event.type) {
    case 'JOB_CREATED':
      rows.put('job', { ...describe(rows, event.value), creationTime: event.time, ...at });
      break;
    case 'JOB_ACTIVATED':
      change({ worker: event.value.worker, deadline: event.value.deadline, ...at });
      break;
    case 'JOB_COMPLETED':
      change({
        state: 'COMPLETED',
        isDenied: event.value.denied,
        deniedReason: event.value.deniedReason || null,
        ...end,
      });
      break;
    case 'JOB_FAILED': {
      const { retries, errorMessage } = event.value;
      change({
        state: 'FAILED',
        retries,
        errorMessage,
        hasFailedWithRetriesLeft: retries > 0,
        deadline: null,
        ...at,
      });
      break;
    }
    case 'JOB_BACKOFF_ENDED':
    case 'JOB_MADE_AVAILABLE':
      change({ state: 'CREATED', deadline: null, ...at });
      break;
    case 'JOB_TIMED_OUT':
      change({ state: 'TIMED_OUT', deadline: null, ...at });
      break;
    case 'JOB_ERROR_THROWN': {
      const { errorCode, errorMessage } = event.value;
      change({ state: 'ERROR_THROWN', errorCode, errorMessage, ...(event.value.caught ? end : at) });
      break;
    }
    case 'JOB_RETRIES_UPDATED':
      change({ state: 'RETRIES_UPDATED', retries: event.value.retries, ...at });
      break;
    case 'JOB_TIMEOUT_UPDATED':
      change({ deadline: event.value.deadline, ...at });
      break;
    case 'JOB_CANCELED':
      change({ state: 'CANCELED', ...end });
      break;
  }
}

function describe(rows: Rows, job: Job): Record<string, unknown> {
  return {
    jobKey: job.key,
    type: job.type,
    worker: job.worker,
    state: 'CREATED',
    kind: job.kind,
    listenerEventType: job.listenerEvent,
    retries: job.retries,
    hasFailedWithRetriesLeft: false,
    customHeaders: job.customHeaders,
    elementId: job.elementId,
    elementInstanceKey: job.elementInstanceKey,
    processInstanceKey: job.processInstanceKey,
    rootProcessInstanceKey: rows.rootOf(job.processInstanceKey),
    processDefinitionKey: job.processDefinitionKey,
    processDefinitionId: job.bpmnProcessId,
    tenantId: DEFAULT_TENANT,
  };
}
