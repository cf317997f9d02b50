import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** A definition is gone, with what depends on it alone. */
export function resourceDeleted(state: State, event: Recorded<'RESOURCE_DELETED'>): void {
  if (event.value.kind === 'resource') {
    state.resources.delete(event.key);
    return;
  }
  const resourceKey =
    state.processes.get(event.key)?.resourceKey ??
    state.decisionRequirements.get(event.key)?.resourceKey ??
    state.forms.get(event.key)?.resourceKey;
  for (const decision of [...state.decisions.values()]) {
    if (decision.decisionRequirementsKey === event.key) state.decisions.delete(decision.decisionKey);
  }
  state.processes.delete(event.key);
  state.decisionRequirements.delete(event.key);
  state.forms.delete(event.key);
  const shared = [...state.processes.values()].some((process) => process.resourceKey === resourceKey);
  if (resourceKey !== undefined && !shared) state.resources.delete(resourceKey);
}
