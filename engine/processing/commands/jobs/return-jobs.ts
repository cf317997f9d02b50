import { jobRef } from '../../behaviors/jobs/jobs.ts';
import type { Handler } from '../../handler.ts';

/** Jobs whose client went away before it got them can be taken by another at once. */
export const returnJobs: Handler<'RETURN_JOBS'> = (turn, { leases }) => {
  for (const { jobKey, deadline } of leases) {
    const job = turn.state.jobs.get(jobKey);
    if (job?.state !== 'ACTIVATED' || job.deadline !== deadline) continue;
    turn.emit('JOB_TIMED_OUT', jobKey, jobRef(job));
    turn.availableTypes.push(job.type);
  }
  return {};
};
