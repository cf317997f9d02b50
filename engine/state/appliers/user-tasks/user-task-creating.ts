import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** The task is there; its listeners are being asked. */
export function userTaskCreating(state: State, event: Recorded<'USER_TASK_CREATING'>): void {
  state.userTasks.set(event.key, event.value);
  const { key: userTaskKey, value } = event;
  state.elementInstances.change(value.elementInstanceKey, (instance) => ({ ...instance, userTaskKey }));
}
