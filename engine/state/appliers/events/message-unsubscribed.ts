import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** Nobody waits for it here any more. */
export function messageUnsubscribed(state: State, event: Recorded<'MESSAGE_UNSUBSCRIBED'>): void {
  state.messageSubscriptions.delete(event.key);
}
