import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';
import { settleTask } from '../../user-task-state.ts';

/** The task stays as it was. */
export function userTaskTransitionDenied(state: State, event: Recorded<'USER_TASK_TRANSITION_DENIED'>): void {
  settleTask(state, event.key, {});
}
