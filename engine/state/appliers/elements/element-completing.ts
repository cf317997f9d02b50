import { setElementState } from '../../element-state.ts';
import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** The work is done; results are being mapped. */
export function elementCompleting(state: State, event: Recorded<'ELEMENT_COMPLETING'>): void {
  setElementState(state, event.key, 'COMPLETING');
}
