import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** The worker of an ad-hoc sub-process wants no more, or an event has taken it over: it ends with what is left inside. */
export function adHocConditionFulfilled(state: State, event: Recorded<'AD_HOC_CONDITION_FULFILLED'>): void {
  state.elementInstances.change(event.key, (instance) => ({ ...instance, isConditionFulfilled: true }));
}
