import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** Names are written in one scope. */
export function variablesSet(state: State, event: Recorded<'VARIABLES_SET'>): void {
  const { scopeKey, variables } = event.value;
  state.variables.set(scopeKey, { ...state.variables.get(scopeKey), ...variables });
}
