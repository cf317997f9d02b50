import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** Every user task has one more listener. */
export function globalListenerCreated(state: State, event: Recorded<'GLOBAL_LISTENER_CREATED'>): void {
  state.globalListeners.set(event.key, event.value);
}
