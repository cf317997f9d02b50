import { setElementState } from '../../element-state.ts';
import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** The instance does its work, or waits. */
export function elementActivated(state: State, event: Recorded<'ELEMENT_ACTIVATED'>): void {
  setElementState(state, event.key, 'ACTIVATED');
}
