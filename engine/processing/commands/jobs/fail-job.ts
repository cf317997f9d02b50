import { raiseIncident } from '../../behaviors/instances/incidents.ts';
import { jobRef } from '../../behaviors/jobs/jobs.ts';
import { setLocal } from '../../behaviors/variables/variables.ts';
import type { Handler } from '../../handler.ts';
import { reject } from '../../rejection.ts';
import { givenVariables, requireJob } from '../require.ts';

/** The worker could not: again later, or, without retries left, an incident. */
export const failJob: Handler<'FAIL_JOB'> = (turn, value) => {
  const job = requireJob(turn, value.jobKey, 'fail');
  const mayFail = job.state === 'ACTIVATED' || (job.state === 'CREATED' && value.evenIfNotLeased === true);
  if (!mayFail) {
    const state = job.state === 'CREATED' ? 'ACTIVATABLE' : job.state;
    reject('INVALID_STATE', `Expected to fail job with key '${job.key}', but it is in state '${state}'`);
  }
  const retries = Number(value.retries);
  const errorMessage = value.errorMessage ?? '';
  const backOff = value.retryBackOff ?? 0;
  const backoffUntil = retries > 0 && backOff > 0 ? turn.now + backOff : 0;
  const variables = givenVariables(value.variables);
  turn.emit('JOB_FAILED', job.key, { ...jobRef(job), retries, backoffUntil, errorMessage });
  setLocal(turn, job.elementInstanceKey, variables);
  if (retries <= 0) {
    const { kind } = job;
    const isOfElement = kind === 'BPMN_ELEMENT' || kind === 'AD_HOC_SUB_PROCESS';
    const type = isOfElement ? 'JOB_NO_RETRIES' : (`${kind}_NO_RETRIES` as const);
    const message = errorMessage === '' ? 'No more retries left.' : errorMessage;
    raiseIncident(turn, turn.state.elementInstances.must(job.elementInstanceKey), type, message, job.key);
  } else if (backoffUntil === 0) {
    turn.availableTypes.push(job.type);
  }
  return {};
};
