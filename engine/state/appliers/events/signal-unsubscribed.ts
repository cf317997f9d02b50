import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** It waits no more. */
export function signalUnsubscribed(state: State, event: Recorded<'SIGNAL_UNSUBSCRIBED'>): void {
  state.signalSubscriptions.delete(event.key);
}
