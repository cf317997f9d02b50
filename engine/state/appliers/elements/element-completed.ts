import { removeElement } from '../../element-state.ts';
import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** The instance is over. */
export function elementCompleted(state: State, event: Recorded<'ELEMENT_COMPLETED'>): void {
  removeElement(state, event.key);
}
