import { raiseIncident } from '../../behaviors/instances/incidents.ts';
import { jobRef } from '../../behaviors/jobs/jobs.ts';
import type { Handler } from '../../handler.ts';
import { retry } from '../../lifecycle.ts';
import type { Incident } from '../../protocol.ts';
import { reject } from '../../rejection.ts';
import type { Turn } from '../../turn.ts';
import { requireKey } from '../require.ts';

/** A person put it right: what was stopped is tried again, and may end in a new incident. */
export const resolveIncident: Handler<'RESOLVE_INCIDENT'> = (turn, { incidentKey }) => {
  const incident = turn.state.incidents.get(requireKey(incidentKey, 'incident key'));
  if (incident === undefined) {
    reject('NOT_FOUND', `Expected to resolve incident with key '${incidentKey}', but no such incident was found`);
  }
  const { processInstanceKey, elementInstanceKey, jobKey } = incident;
  turn.emit('INCIDENT_RESOLVED', incidentKey, { processInstanceKey, elementInstanceKey });
  if (jobKey === undefined) retry(turn, elementInstanceKey);
  else retryJob(turn, incident, jobKey);
  return {};
};

function retryJob(turn: Turn, incident: Incident, jobKey: string): void {
  const job = turn.state.jobs.get(jobKey);
  if (job === undefined) return;
  if (job.retries > 0) {
    turn.emit('JOB_MADE_AVAILABLE', jobKey, jobRef(job));
    turn.availableTypes.push(job.type);
  } else {
    raiseIncident(
      turn,
      turn.state.elementInstances.must(job.elementInstanceKey),
      incident.type,
      incident.message,
      jobKey,
    );
  }
}
