import { startTransition } from '../../behaviors/jobs/user-tasks.ts';
import type { Handler } from '../../handler.ts';
import { reject } from '../../rejection.ts';
import { requireOpenTask } from '../require.ts';
import { checkChanges } from './user-task-changes.ts';

export const updateUserTask: Handler<'UPDATE_USER_TASK'> = (turn, { userTaskKey, changes, action }) => {
  const task = requireOpenTask(turn, userTaskKey, 'update');
  if (changes.assignee !== undefined)
    reject('INVALID_ARGUMENT', 'An update cannot change the assignee: assign the task');
  checkChanges(changes);
  turn.waitFor(`task:${userTaskKey}`);
  turn.next(task.elementInstanceKey, () =>
    startTransition(turn, userTaskKey, { event: 'updating', action: action || 'update', changes }),
  );
  return {};
};
