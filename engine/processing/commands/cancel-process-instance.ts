import type { Handler } from '../handler.ts';
import { terminate } from '../lifecycle.ts';
import { requireInstance } from './require.ts';

export const cancelProcessInstance: Handler<'CANCEL_PROCESS_INSTANCE'> = (turn, { processInstanceKey }) => {
  terminate(turn, requireInstance(turn, processInstanceKey, 'cancel').key);
  return {};
};
