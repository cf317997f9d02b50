import type { Handler } from '../../handler.ts';
import type { Variables } from '../../protocol.ts';
import { pick } from '../jobs/activate-jobs.ts';
import { start } from './create-process-instance.ts';

/** Answered when the instance is over, with its root variables or those asked for. */
export const createProcessInstanceWithResult: Handler<'CREATE_PROCESS_INSTANCE_WITH_RESULT'> = (turn, value) => {
  const created = start(turn, value);
  const wanted = value.fetchVariables ?? [];
  turn.waitFor(`instance:${created.processInstanceKey}`, (result) => {
    const { variables } = result as { variables: Variables };
    return { ...created, variables: wanted.length === 0 ? variables : pick(variables, wanted) };
  });
  return { ...created, variables: {} };
};
