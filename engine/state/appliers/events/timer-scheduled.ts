import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** Something will happen at an instant. */
export function timerScheduled(state: State, event: Recorded<'TIMER_SCHEDULED'>): void {
  state.timers.set(event.key, event.value);
}
