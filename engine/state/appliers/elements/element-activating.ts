import type { Recorded } from '../../recorded.ts';
import { clearInterruption, countChildren } from '../../scope-count.ts';
import type { State } from '../../state.ts';

/** The instance takes its place in the tree of scopes; one reached by a flow takes over its token. */
export function elementActivating(state: State, event: Recorded<'ELEMENT_ACTIVATING'>): void {
  state.elementInstances.add(event.key, event.value);
  const { scopeKey, flowId, elementType, parentElementInstanceKey } = event.value;
  if (parentElementInstanceKey !== undefined) {
    const calledInstanceKey = event.key;
    state.elementInstances.change(parentElementInstanceKey, (caller) => ({ ...caller, calledInstanceKey }));
  }
  if (elementType === 'EVENT_SUB_PROCESS') clearInterruption(state, scopeKey);
  if (scopeKey !== '' && flowId === undefined) countChildren(state, scopeKey, 1);
}
