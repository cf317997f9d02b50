import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** The message is kept for its time to live; one without is only noted. */
export function messagePublished(state: State, event: Recorded<'MESSAGE_PUBLISHED'>): void {
  if (event.value.expiresAt > 0) state.messages.set(event.key, event.value);
}
