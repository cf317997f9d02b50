import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** It is reached from the scope around. */
export function compensationMoved(state: State, event: Recorded<'COMPENSATION_MOVED'>): void {
  const { scopeKey, within } = event.value;
  state.compensations.change(event.key, (one) => ({ ...one, scopeKey, within: [...one.within, within] }));
}
