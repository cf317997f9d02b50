import { setElementState } from '../../element-state.ts';
import type { Recorded } from '../../recorded.ts';
import { dropWaitingTokens } from '../../scope-count.ts';
import type { State } from '../../state.ts';

/** The instance is being stopped; its waiting tokens are gone. */
export function elementTerminating(state: State, event: Recorded<'ELEMENT_TERMINATING'>): void {
  setElementState(state, event.key, 'TERMINATING');
  dropWaitingTokens(state, event.key);
}
