import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** A version of a decision file is there. */
export function decisionRequirementsDeployed(state: State, event: Recorded<'DECISION_REQUIREMENTS_DEPLOYED'>): void {
  state.decisionRequirements.set(event.key, event.value);
}
