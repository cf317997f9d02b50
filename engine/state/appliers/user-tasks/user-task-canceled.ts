import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';

/** The task is no longer asked. */
export function userTaskCanceled(state: State, event: Recorded<'USER_TASK_CANCELED'>): void {
  state.userTasks.delete(event.key);
}
