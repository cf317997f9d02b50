import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** The gateway remembers which event it goes on with. */
export function eventChosen(state: State, event: Recorded<'EVENT_CHOSEN'>): void {
  const { by, variables } = event.value;
  state.elementInstances.change(event.key, (gateway) => ({ ...gateway, chosen: { elementId: by, variables } }));
}
