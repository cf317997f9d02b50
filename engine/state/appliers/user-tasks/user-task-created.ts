import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';
import { settleTask } from '../../user-task-state.ts';

/** The task is open to people. */
export function userTaskCreated(state: State, event: Recorded<'USER_TASK_CREATED'>): void {
  settleTask(state, event.key, event.value.changes);
}
