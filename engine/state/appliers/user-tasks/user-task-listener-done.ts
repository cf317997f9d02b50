import type { Recorded } from '../../recorded.ts';
import type { State } from '../../state.ts';
import { changedAttributes } from '../../user-task-state.ts';

/** One listener has answered; the next one sees its corrections. */
export function userTaskListenerDone(state: State, event: Recorded<'USER_TASK_LISTENER_DONE'>): void {
  state.userTasks.change(event.key, (task) => {
    const { transition } = task;
    if (transition === undefined) throw new Error(`User task ${event.key} is in no transition`);
    const changes = { ...transition.changes, ...event.value.corrections };
    return {
      ...task,
      transition: {
        ...transition,
        listenersDone: transition.listenersDone + 1,
        changes,
        changedAttributes: changedAttributes(task, { ...transition, changes }),
      },
    };
  });
}
