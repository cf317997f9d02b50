import { jobRef } from '../../behaviors/jobs/jobs.ts';
import type { Handler } from '../../handler.ts';
import { retry } from '../../lifecycle.ts';
import { reject } from '../../rejection.ts';
import { requireKey } from '../require.ts';

/** A person put it right: what was stopped is tried again, and may end in a new incident. A job is given retries before. */
export const resolveIncident: Handler<'RESOLVE_INCIDENT'> = (turn, { incidentKey }) => {
  const incident = turn.state.incidents.get(requireKey(incidentKey, 'incident key'));
  if (incident === undefined) {
    reject('NOT_FOUND', `Expected to resolve incident with key '${incidentKey}', but no such incident was found`);
  }
  const { processInstanceKey, elementInstanceKey, jobKey } = incident;
  const job = jobKey === undefined ? undefined : turn.state.jobs.get(jobKey);
  if (job !== undefined && job.retries <= 0) {
    reject(
      'INVALID_STATE',
      `Expected to resolve incident with key '${incidentKey}', but its job with key '${job.key}' has no retries left: give it some first`,
    );
  }
  turn.emit('INCIDENT_RESOLVED', incidentKey, { processInstanceKey, elementInstanceKey });
  if (job !== undefined) {
    turn.emit('JOB_MADE_AVAILABLE', job.key, jobRef(job));
    turn.availableTypes.push(job.type);
  } else if (jobKey === undefined) {
    retry(turn, elementInstanceKey);
  }
  return {};
};
