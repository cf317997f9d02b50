import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** The lease ends at another time. */
export function jobTimeoutUpdated(state: State, event: Recorded<'JOB_TIMEOUT_UPDATED'>): void {
  state.jobs.change(event.key, (job) => ({ ...job, deadline: event.value.deadline }));
}
