import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** The file is kept as it came. */
export function resourceDeployed(state: State, event: Recorded<'RESOURCE_DEPLOYED'>): void {
  state.resources.set(event.key, state.sharingText(event.value));
}
