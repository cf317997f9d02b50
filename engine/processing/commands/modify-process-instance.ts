import type { Handler } from '../handler.ts';
import { reject } from '../rejection.ts';
import { requireInstance } from './require.ts';

/** Not part of this version: says so, rather than do half of it. */
export const modifyProcessInstance: Handler<'MODIFY_PROCESS_INSTANCE'> = (turn, { processInstanceKey }) => {
  requireInstance(turn, processInstanceKey, 'change');
  reject('UNSUPPORTED', 'Modifying a process instance is not supported by this engine yet');
};
