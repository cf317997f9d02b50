import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** A version of a decision can be evaluated. */
export function decisionDeployed(state: State, event: Recorded<'DECISION_DEPLOYED'>): void {
  state.decisions.set(event.key, event.value);
}
