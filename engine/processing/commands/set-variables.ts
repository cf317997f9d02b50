import { propagate, setLocal } from '../behaviors/variables.ts';
import type { Handler } from '../handler.ts';
import { reject } from '../rejection.ts';
import { givenVariables, requireKey } from './require.ts';

export const setVariables: Handler<'SET_VARIABLES'> = (turn, { elementInstanceKey, variables, local }) => {
  const scope = turn.state.elementInstances.get(requireKey(elementInstanceKey, 'element instance key'));
  if (scope === undefined) {
    reject(
      'NOT_FOUND',
      `Expected to update variables for element with key '${elementInstanceKey}', but no such element was found`,
    );
  }
  const given = givenVariables(variables);
  if (local === true) setLocal(turn, scope.key, given);
  else propagate(turn, scope.key, given);
  return { key: turn.newKey() };
};
