import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** A job can be taken. */
export function jobCreated(state: State, event: Recorded<'JOB_CREATED'>): void {
  state.jobs.add(event.key, event.value);
  if (event.value.kind !== 'BPMN_ELEMENT') return;
  const { key: jobKey, value } = event;
  state.elementInstances.change(value.elementInstanceKey, (instance) => ({ ...instance, jobKey }));
}
