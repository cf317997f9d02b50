import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** It happened. */
export function timerTriggered(state: State, event: Recorded<'TIMER_TRIGGERED'>): void {
  state.timers.delete(event.key);
}
