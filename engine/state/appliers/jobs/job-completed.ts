import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** The job is done. */
export function jobCompleted(state: State, event: Recorded<'JOB_COMPLETED'>): void {
  state.jobs.delete(event.key);
}
