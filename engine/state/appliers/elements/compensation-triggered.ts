import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** It is undone once. */
export function compensationTriggered(state: State, event: Recorded<'COMPENSATION_TRIGGERED'>): void {
  state.compensations.delete(event.key);
}
