import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** The listener is another. */
export function globalListenerUpdated(state: State, event: Recorded<'GLOBAL_LISTENER_UPDATED'>): void {
  state.globalListeners.set(event.key, event.value);
}
