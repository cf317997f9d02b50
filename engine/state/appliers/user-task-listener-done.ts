import type { Recorded } from '../recorded.ts';
import type { State } from '../state.ts';
import { changedAttributes } from '../user-task-state.ts';

/** One listener has answered; the next one sees its corrections. */
export function userTaskListenerDone(state: State, event: Recorded<'USER_TASK_LISTENER_DONE'>): void {
  const task = state.userTasks.must(event.key);
  if (task.transition === undefined) throw new Error(`User task ${event.key} is in no transition`);
  const { transition } = task;
  const changes = { ...transition.changes, ...event.value.corrections };
  state.userTasks.set(event.key, {
    ...task,
    transition: {
      ...transition,
      listenersDone: transition.listenersDone + 1,
      changes,
      changedAttributes: changedAttributes(task, { ...transition, changes }),
    },
  });
}
