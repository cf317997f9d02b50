import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** A caught error ends the job; an uncaught one waits for a person. */
export function jobErrorThrown(state: State, event: Recorded<'JOB_ERROR_THROWN'>): void {
  const { errorCode, errorMessage, caught } = event.value;
  if (caught) state.jobs.delete(event.key);
  else state.jobs.change(event.key, (job) => ({ ...job, state: 'ERROR_THROWN', errorCode, errorMessage, deadline: 0 }));
}
