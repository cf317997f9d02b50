import { isListenedTo } from '../../behaviors/jobs/listeners.ts';
import { startTransition } from '../../behaviors/jobs/user-tasks.ts';
import { propagate, setLocal } from '../../behaviors/variables/variables.ts';
import type { Handler } from '../../handler.ts';
import { reject } from '../../rejection.ts';
import { givenVariables, requireKey, requireOpenTask } from '../require.ts';

/** Those of a user task are an update of it: its listeners are asked first. */
export const setVariables: Handler<'SET_VARIABLES'> = (turn, { elementInstanceKey, variables, local }) => {
  const scope = turn.state.elementInstances.get(requireKey(elementInstanceKey, 'element instance key'));
  if (scope === undefined) {
    reject(
      'NOT_FOUND',
      `Expected to update variables for element with key '${elementInstanceKey}', but no such element was found`,
    );
  }
  const given = givenVariables(variables);
  const answer = { key: turn.newKey() };
  if (scope.userTaskKey !== undefined && isListenedTo(turn, 'updating', scope)) {
    const task = requireOpenTask(turn, scope.userTaskKey, 'update the variables of');
    turn.waitFor(`task:${task.key}`, () => answer);
    turn.next(scope.key, () =>
      startTransition(turn, task.key, {
        event: 'updating',
        action: 'update',
        changes: {},
        variables: given,
        variablesGo: local === true ? 'local' : 'up',
      }),
    );
  } else if (local === true) setLocal(turn, scope.key, given);
  else propagate(turn, scope.key, given);
  return answer;
};
