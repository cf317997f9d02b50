import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** A version of a process can be started. */
export function processDeployed(state: State, event: Recorded<'PROCESS_DEPLOYED'>): void {
  state.processes.set(event.key, event.value);
  state.lastVersions.set(event.value.bpmnProcessId, event.value.version);
}
