import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** A message starts this process. */
export function messageStartSubscribed(state: State, event: Recorded<'MESSAGE_START_SUBSCRIBED'>): void {
  state.messageStarts.set(event.key, event.value);
}
