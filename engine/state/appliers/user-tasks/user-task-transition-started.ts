import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';
import { TRANSITION_STATES } from '../../user-task-state.ts';

/** Listeners are being asked about a change. */
export function userTaskTransitionStarted(state: State, event: Recorded<'USER_TASK_TRANSITION_STARTED'>): void {
  const { transition } = event.value;
  state.userTasks.change(event.key, (task) => ({ ...task, state: TRANSITION_STATES[transition.event], transition }));
}
