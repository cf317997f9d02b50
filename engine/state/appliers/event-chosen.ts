import type { Recorded } from '../recorded.ts';
import type { State } from '../state.ts';

/** The gateway remembers which event it goes on with. */
export function eventChosen(state: State, event: Recorded<'EVENT_CHOSEN'>): void {
  const instance = state.elementInstances.must(event.key);
  const { by, variables } = event.value;
  state.elementInstances.set(event.key, { ...instance, chosen: { elementId: by, variables } });
}
