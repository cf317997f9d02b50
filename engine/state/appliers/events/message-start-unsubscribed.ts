import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** A newer version took over. */
export function messageStartUnsubscribed(state: State, event: Recorded<'MESSAGE_START_UNSUBSCRIBED'>): void {
  state.messageStarts.delete(event.key);
}
