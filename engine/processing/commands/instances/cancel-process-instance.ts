import type { Handler } from '../../handler.ts';
import { terminate } from '../../lifecycle.ts';
import { reject } from '../../rejection.ts';
import { requireInstance } from '../require.ts';

export const cancelProcessInstance: Handler<'CANCEL_PROCESS_INSTANCE'> = (turn, { processInstanceKey }) => {
  const instance = requireInstance(turn, processInstanceKey, 'cancel');
  if (instance.parentProcessInstanceKey !== undefined) {
    reject(
      'INVALID_STATE',
      `Expected to cancel a process instance with key '${instance.key}', but it is created by a parent process instance. Cancel the root process instance '${instance.rootProcessInstanceKey}' instead.`,
    );
  }
  terminate(turn, instance.key);
  return {};
};
