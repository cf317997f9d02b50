import { jobRef } from '../behaviors/jobs.ts';
import type { Handler } from '../handler.ts';

/** Jobs whose client went away before it got them can be taken by another at once. */
export const returnJobs: Handler<'RETURN_JOBS'> = (turn, { jobKeys }) => {
  for (const key of jobKeys) {
    const job = turn.state.jobs.get(key);
    if (job?.state !== 'ACTIVATED') continue;
    turn.emit('JOB_TIMED_OUT', key, jobRef(job));
    turn.availableTypes.add(job.type);
  }
  return {};
};
