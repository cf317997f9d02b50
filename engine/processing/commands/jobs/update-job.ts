import { jobRef } from '../../behaviors/jobs/jobs.ts';
import type { Handler } from '../../handler.ts';
import { reject } from '../../rejection.ts';
import { requireJob } from '../require.ts';

export const updateJob: Handler<'UPDATE_JOB'> = (turn, { jobKey, retries, timeout }) => {
  if (retries !== undefined && !(retries > 0))
    reject(
      'INVALID_ARGUMENT',
      `Expected to update retries for job with key '${jobKey}' with a positive amount of retries, but the amount given was '${retries}'`,
    );
  if (timeout !== undefined && !(timeout > 0))
    reject('INVALID_ARGUMENT', `Expected timeout to be greater than zero, but it was ${timeout}`);
  const job = requireJob(turn, jobKey, 'update');
  if (retries !== undefined) {
    turn.emit('JOB_RETRIES_UPDATED', job.key, { ...jobRef(job), retries });
  }
  if (timeout !== undefined) {
    if (job.state !== 'ACTIVATED') {
      reject('INVALID_STATE', `Expected to update the timeout of job with key '${jobKey}', but it is not active`);
    }
    turn.emit('JOB_TIMEOUT_UPDATED', job.key, { ...jobRef(job), deadline: turn.now + timeout });
  }
  return {};
};
