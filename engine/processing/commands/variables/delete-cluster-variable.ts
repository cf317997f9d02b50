import { clusterVariableId } from '../../behaviors/variables/cluster-variables.ts';
import type { Handler } from '../../handler.ts';
import { reject } from '../../rejection.ts';

export const deleteClusterVariable: Handler<'DELETE_CLUSTER_VARIABLE'> = (turn, { scope, name }) => {
  const id = clusterVariableId({ scope, name });
  if (!turn.state.clusterVariables.has(id))
    reject('NOT_FOUND', `Expected to delete cluster variable '${name}', but none was found`);
  turn.emit('CLUSTER_VARIABLE_DELETED', id, { scope, name });
  return {};
};
