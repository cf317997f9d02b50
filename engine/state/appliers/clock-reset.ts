import type { Recorded } from '../recorded.ts';
import type { State } from '../state.ts';

/** The clock is the system's again. */
export function clockReset(state: State, _event: Recorded<'CLOCK_RESET'>): void {
  state.clock.delete('pin');
}
