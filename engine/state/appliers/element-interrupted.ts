import type { Recorded } from '../recorded.ts';
import { dropWaitingTokens } from '../scope-count.ts';
import type { State } from '../state.ts';

/** The scope remembers how it goes on; an undefined cause clears it. */
export function elementInterrupted(state: State, event: Recorded<'ELEMENT_INTERRUPTED'>): void {
  const instance = state.elementInstances.must(event.key);
  const { by, variables } = event.value;
  state.elementInstances.set(event.key, { ...instance, interruptedBy: { elementId: by, variables } });
  dropWaitingTokens(state, event.key);
}
