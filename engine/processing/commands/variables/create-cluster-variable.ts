import { clusterVariableId } from '../../behaviors/variables/cluster-variables.ts';
import type { Handler } from '../../handler.ts';
import { reject } from '../../rejection.ts';

/** A name that FEEL can read after a dot. */
const NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;
const MAX_BYTES = 8_192;

export const createClusterVariable: Handler<'CREATE_CLUSTER_VARIABLE'> = (turn, variable) => {
  const id = clusterVariableId(variable);
  if (!NAME.test(variable.name) || variable.name.length > 256)
    reject('INVALID_ARGUMENT', `The name '${variable.name}' is not one that an expression can read`);
  checkSize(variable.value);
  if (turn.state.clusterVariables.has(id))
    reject('ALREADY_EXISTS', `Expected to create cluster variable '${variable.name}', but it already exists`);
  turn.emit('CLUSTER_VARIABLE_SET', id, variable);
  return variable;
};

/** They are settings, read by every expression that asks for one: large documents belong elsewhere. */
export function checkSize(value: unknown): void {
  if (JSON.stringify(value).length > MAX_BYTES)
    reject('INVALID_ARGUMENT', `A cluster variable holds at most ${MAX_BYTES} characters of JSON`);
}
