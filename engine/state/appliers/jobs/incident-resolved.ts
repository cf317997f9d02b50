import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** The matter is settled, or its object is gone. */
export function incidentResolved(state: State, event: Recorded<'INCIDENT_RESOLVED'>): void {
  state.incidents.delete(event.key);
}
