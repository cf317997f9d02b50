import type { Recorded } from '../../recorded.ts';
import { countChildren } from '../../scope-count.ts';
import type { State } from '../../state.ts';

/** A token is on its way. */
export function sequenceFlowTaken(state: State, event: Recorded<'SEQUENCE_FLOW_TAKEN'>): void {
  countChildren(state, event.value.scopeKey, 1);
}
