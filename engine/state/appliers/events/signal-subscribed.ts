import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** Somebody waits for a signal. */
export function signalSubscribed(state: State, event: Recorded<'SIGNAL_SUBSCRIBED'>): void {
  state.signalSubscriptions.set(event.key, event.value);
}
