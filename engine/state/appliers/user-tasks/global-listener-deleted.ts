import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** The listener is gone. */
export function globalListenerDeleted(state: State, event: Recorded<'GLOBAL_LISTENER_DELETED'>): void {
  state.globalListeners.delete(event.key);
}
