import { throwError } from '../../behaviors/events/errors.ts';
import { raiseIncident } from '../../behaviors/instances/incidents.ts';
import { jobRef } from '../../behaviors/jobs/jobs.ts';
import type { Handler } from '../../handler.ts';
import { reject } from '../../rejection.ts';
import { givenVariables, requireJob } from '../require.ts';

/** The worker met an error that the model may catch. */
export const throwJobError: Handler<'THROW_JOB_ERROR'> = (turn, value) => {
  const job = requireJob(turn, value.jobKey, 'throw an error for');
  if (job.state === 'FAILED' || job.state === 'ERROR_THROWN') {
    reject(
      'INVALID_STATE',
      `Expected to throw an error for job with key '${job.key}', but it is in state '${job.state}'`,
    );
  }
  if (job.kind !== 'BPMN_ELEMENT' && job.kind !== 'AD_HOC_SUB_PROCESS') {
    reject('INVALID_STATE', `Cannot throw a BPMN error from the job with key '${job.key}', of kind '${job.kind}'`);
  }
  const { errorCode } = value;
  const errorMessage = value.errorMessage ?? '';
  const variables = givenVariables(value.variables);
  const caught = throwError(turn, job.elementInstanceKey, errorCode, variables);
  turn.emit('JOB_ERROR_THROWN', job.key, { ...jobRef(job), errorCode, errorMessage, caught });
  if (!caught) {
    const message = errorMessage === '' ? '' : `: ${errorMessage}`;
    raiseIncident(
      turn,
      turn.state.elementInstances.must(job.elementInstanceKey),
      'UNHANDLED_ERROR_EVENT',
      `Expected to throw an error event with the code '${errorCode}', but it was not caught${message}`,
      job.key,
    );
  }
  return {};
};
