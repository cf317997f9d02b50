import type { Recorded } from '../recorded.ts';
import type { State } from '../state.ts';

/** A worker holds the job until its deadline. */
export function jobActivated(state: State, event: Recorded<'JOB_ACTIVATED'>): void {
  const { worker, deadline } = event.value;
  state.jobs.set(event.key, { ...state.jobs.must(event.key), state: 'ACTIVATED', worker, deadline });
}
