import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** The job can be taken again. */
export function jobMadeAvailable(state: State, event: Recorded<'JOB_MADE_AVAILABLE'>): void {
  state.jobs.change(event.key, (job) => ({ ...job, state: 'CREATED', deadline: 0, worker: '' }));
}
