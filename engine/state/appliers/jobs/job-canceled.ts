import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** What the job was for is gone. */
export function jobCanceled(state: State, event: Recorded<'JOB_CANCELED'>): void {
  state.jobs.delete(event.key);
}
