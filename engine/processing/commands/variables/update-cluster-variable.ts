import { clusterVariableId } from '../../behaviors/variables/cluster-variables.ts';
import type { Handler } from '../../handler.ts';
import { reject } from '../../rejection.ts';
import { checkSize } from './create-cluster-variable.ts';

export const updateClusterVariable: Handler<'UPDATE_CLUSTER_VARIABLE'> = (turn, variable) => {
  const id = clusterVariableId(variable);
  checkSize(variable.value);
  if (!turn.state.clusterVariables.has(id))
    reject('NOT_FOUND', `Expected to update cluster variable '${variable.name}', but none was found`);
  turn.emit('CLUSTER_VARIABLE_SET', id, variable);
  return variable;
};
