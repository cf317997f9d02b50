import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** The lease is over: the job can be taken by anyone. */
export function jobTimedOut(state: State, event: Recorded<'JOB_TIMED_OUT'>): void {
  state.jobs.change(event.key, (job) => ({ ...job, state: 'CREATED', deadline: 0 }));
}
