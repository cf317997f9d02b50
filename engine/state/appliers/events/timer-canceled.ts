import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** It will not happen. */
export function timerCanceled(state: State, event: Recorded<'TIMER_CANCELED'>): void {
  state.timers.delete(event.key);
}
