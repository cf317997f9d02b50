import type { Recorded } from '../recorded.ts';
import type { State } from '../state.ts';

/** The lease is over: the job can be taken by anyone. */
export function jobTimedOut(state: State, event: Recorded<'JOB_TIMED_OUT'>): void {
  state.jobs.set(event.key, { ...state.jobs.must(event.key), state: 'CREATED', deadline: 0 });
}
