import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** What was done can be undone. */
export function compensationSubscribed(state: State, event: Recorded<'COMPENSATION_SUBSCRIBED'>): void {
  state.compensations.set(event.key, event.value);
}
