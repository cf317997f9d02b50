import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** It is kept for the instances that live, and found by nobody else. */
export function processDraining(state: State, event: Recorded<'PROCESS_DRAINING'>): void {
  state.processes.change(event.key, (process) => ({ ...process, isDraining: true }));
}
