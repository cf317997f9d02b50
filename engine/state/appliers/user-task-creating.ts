import type { Recorded } from '../recorded.ts';
import type { State } from '../state.ts';

/** The task is there; its listeners are being asked. */
export function userTaskCreating(state: State, event: Recorded<'USER_TASK_CREATING'>): void {
  state.userTasks.set(event.key, event.value);
  const instance = state.elementInstances.must(event.value.elementInstanceKey);
  state.elementInstances.set(instance.key, { ...instance, userTaskKey: event.key });
}
