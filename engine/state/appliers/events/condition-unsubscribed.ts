import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** It waits no more. */
export function conditionUnsubscribed(state: State, event: Recorded<'CONDITION_UNSUBSCRIBED'>): void {
  state.conditions.delete(event.key);
}
