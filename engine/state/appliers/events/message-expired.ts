import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** The message is forgotten. */
export function messageExpired(state: State, event: Recorded<'MESSAGE_EXPIRED'>): void {
  state.messages.delete(event.key);
}
