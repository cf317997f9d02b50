import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** The job can be taken again. */
export function jobBackoffEnded(state: State, event: Recorded<'JOB_BACKOFF_ENDED'>): void {
  state.jobs.change(event.key, (job) => ({ ...job, state: 'CREATED', deadline: 0 }));
}
