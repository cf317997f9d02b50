import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** Somebody waits for a message. */
export function messageSubscribed(state: State, event: Recorded<'MESSAGE_SUBSCRIBED'>): void {
  state.messageSubscriptions.set(event.key, event.value);
}
