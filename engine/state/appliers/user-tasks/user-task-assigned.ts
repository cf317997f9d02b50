import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';
import { settleTask } from '../../user-task-state.ts';

/** The task has another assignee. */
export function userTaskAssigned(state: State, event: Recorded<'USER_TASK_ASSIGNED'>): void {
  settleTask(state, event.key, event.value.changes);
}
