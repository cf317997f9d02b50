import type { Recorded } from '../../recorded.ts';
import { dropWaitingTokens } from '../../scope-count.ts';
import type { State } from '../../state.ts';

/** The scope remembers how it goes on; an undefined cause clears it. */
export function elementInterrupted(state: State, event: Recorded<'ELEMENT_INTERRUPTED'>): void {
  const { by, variables } = event.value;
  state.elementInstances.change(event.key, (scope) => ({ ...scope, interruptedBy: { elementId: by, variables } }));
  dropWaitingTokens(state, event.key);
}
