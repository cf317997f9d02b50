import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** A person must look. */
export function incidentCreated(state: State, event: Recorded<'INCIDENT_CREATED'>): void {
  state.incidents.set(event.key, event.value);
}
