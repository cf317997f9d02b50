import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** No expression reads this value any more. */
export function clusterVariableDeleted(state: State, event: Recorded<'CLUSTER_VARIABLE_DELETED'>): void {
  state.clusterVariables.delete(event.key);
}
