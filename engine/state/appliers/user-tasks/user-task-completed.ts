import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** The task is done. */
export function userTaskCompleted(state: State, event: Recorded<'USER_TASK_COMPLETED'>): void {
  state.userTasks.delete(event.key);
}
