import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** The job can be tried again, later or at once, or waits for a person. */
export function jobFailed(state: State, event: Recorded<'JOB_FAILED'>): void {
  const { retries, backoffUntil, errorMessage } = event.value;
  const next = retries <= 0 ? 'FAILED' : backoffUntil > 0 ? 'BACKING_OFF' : 'CREATED';
  const rest = { state: next, retries, errorMessage, deadline: backoffUntil, worker: '' } as const;
  state.jobs.change(event.key, (job) => ({ ...job, ...rest }));
}
