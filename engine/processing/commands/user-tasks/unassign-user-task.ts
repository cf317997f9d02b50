import { startTransition } from '../../behaviors/jobs/user-tasks.ts';
import type { Handler } from '../../handler.ts';
import { requireOpenTask } from '../require.ts';

export const unassignUserTask: Handler<'UNASSIGN_USER_TASK'> = (turn, { userTaskKey, action }) => {
  const task = requireOpenTask(turn, userTaskKey, 'unassign');
  turn.waitFor(`task:${userTaskKey}`);
  turn.next(task.elementInstanceKey, () =>
    startTransition(turn, userTaskKey, { event: 'assigning', action: action || 'unassign', changes: { assignee: '' } }),
  );
  return {};
};
