import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** The job has more or fewer tries left. */
export function jobRetriesUpdated(state: State, event: Recorded<'JOB_RETRIES_UPDATED'>): void {
  state.jobs.change(event.key, (job) => ({ ...job, retries: event.value.retries }));
}
