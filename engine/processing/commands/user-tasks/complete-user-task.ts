import { startTransition } from '../../behaviors/jobs/user-tasks.ts';
import type { Handler } from '../../handler.ts';
import { givenVariables, requireOpenTask } from '../require.ts';

export const completeUserTask: Handler<'COMPLETE_USER_TASK'> = (turn, { userTaskKey, variables, action }) => {
  const task = requireOpenTask(turn, userTaskKey, 'complete');
  const given = givenVariables(variables);
  turn.waitFor(`task:${userTaskKey}`);
  turn.next(task.elementInstanceKey, () =>
    startTransition(turn, userTaskKey, {
      event: 'completing',
      action: action || 'complete',
      changes: {},
      variables: given,
    }),
  );
  return {};
};
