import { startTransition } from '../../behaviors/jobs/user-tasks.ts';
import type { Handler } from '../../handler.ts';
import { Rejection, reject } from '../../rejection.ts';
import { requireOpenTask } from '../require.ts';

export const assignUserTask: Handler<'ASSIGN_USER_TASK'> = (turn, { userTaskKey, assignee, allowOverride, action }) => {
  if (typeof assignee !== 'string' || assignee === '') reject('INVALID_ARGUMENT', 'No assignee provided');
  const task = requireOpenTask(turn, userTaskKey, 'assign');
  if (allowOverride === false && task.assignee !== null) {
    const reason = `Expected to claim user task with key '${userTaskKey}', but it has already been assigned`;
    throw new Rejection('INVALID_STATE', reason, 'CLAIM');
  }
  turn.waitFor(`task:${userTaskKey}`);
  turn.next(task.elementInstanceKey, () =>
    startTransition(turn, userTaskKey, { event: 'assigning', action: action || 'assign', changes: { assignee } }),
  );
  return {};
};
