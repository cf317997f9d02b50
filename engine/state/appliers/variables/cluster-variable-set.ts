import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** Every expression reads this value from now on. */
export function clusterVariableSet(state: State, event: Recorded<'CLUSTER_VARIABLE_SET'>): void {
  state.clusterVariables.set(event.key, event.value);
}
