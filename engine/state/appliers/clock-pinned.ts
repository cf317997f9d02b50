import type { Recorded } from '../recorded.ts';
import type { State } from '../state.ts';

/** The clock stands still. */
export function clockPinned(state: State, event: Recorded<'CLOCK_PINNED'>): void {
  state.clock.set('pin', event.value.at);
}
