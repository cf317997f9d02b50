import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';
import { settleTask } from '../../user-task-state.ts';

/** The task has other attributes. */
export function userTaskUpdated(state: State, event: Recorded<'USER_TASK_UPDATED'>): void {
  settleTask(state, event.key, event.value.changes);
}
