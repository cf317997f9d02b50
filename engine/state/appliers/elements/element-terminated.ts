import { removeElement } from '../../element-state.ts';
import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** The instance was stopped. */
export function elementTerminated(state: State, event: Recorded<'ELEMENT_TERMINATED'>): void {
  removeElement(state, event.key);
}
