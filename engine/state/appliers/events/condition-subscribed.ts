import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** Somebody waits for a condition. */
export function conditionSubscribed(state: State, event: Recorded<'CONDITION_SUBSCRIBED'>): void {
  state.conditions.set(event.key, event.value);
}
