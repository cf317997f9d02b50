import type { Handler } from '../../handler.ts';
import { reject } from '../../rejection.ts';

export const deleteGlobalListener: Handler<'DELETE_GLOBAL_LISTENER'> = (turn, { id }) => {
  if (!turn.state.globalListeners.has(id)) {
    reject('NOT_FOUND', `Expected to delete global task listener with id '${id}', but none was found`);
  }
  turn.emit('GLOBAL_LISTENER_DELETED', id, { id });
  return {};
};
