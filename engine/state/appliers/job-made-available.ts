import type { Recorded } from '../recorded.ts';
import type { State } from '../state.ts';

/** The job can be taken again. */
export function jobMadeAvailable(state: State, event: Recorded<'JOB_MADE_AVAILABLE'>): void {
  state.jobs.set(event.key, { ...state.jobs.must(event.key), state: 'CREATED', deadline: 0, worker: '' });
}
