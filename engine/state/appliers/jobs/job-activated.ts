import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** A worker holds the job until its deadline. */
export function jobActivated(state: State, event: Recorded<'JOB_ACTIVATED'>): void {
  const { worker, deadline } = event.value;
  state.jobs.change(event.key, (job) => ({ ...job, state: 'ACTIVATED', worker, deadline }));
}
