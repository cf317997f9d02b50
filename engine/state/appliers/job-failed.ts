import type { Recorded } from '../recorded.ts';
import type { State } from '../state.ts';

/** The job can be tried again, later or at once, or waits for a person. */
export function jobFailed(state: State, event: Recorded<'JOB_FAILED'>): void {
  const { retries, backoffUntil, errorMessage } = event.value;
  const job = state.jobs.must(event.key);
  const next = retries <= 0 ? 'FAILED' : backoffUntil > 0 ? 'BACKING_OFF' : 'CREATED';
  state.jobs.set(event.key, { ...job, state: next, retries, errorMessage, deadline: backoffUntil, worker: '' });
}
