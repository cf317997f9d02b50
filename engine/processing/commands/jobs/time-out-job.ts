import { jobRef } from '../../behaviors/jobs/jobs.ts';
import type { Handler } from '../../handler.ts';

/** A lease or a back-off is over: the job can be taken, retries unchanged. */
export const timeOutJob: Handler<'TIME_OUT_JOB'> = (turn, { jobKey }) => {
  const job = turn.state.jobs.get(jobKey);
  if (job === undefined || job.deadline === 0 || job.deadline > turn.now) return {};
  turn.emit(job.state === 'BACKING_OFF' ? 'JOB_BACKOFF_ENDED' : 'JOB_TIMED_OUT', jobKey, jobRef(job));
  turn.availableTypes.push(job.type);
  return {};
};
