import type { Handler } from '../../handler.ts';
import { reject } from '../../rejection.ts';
import { checkGlobalListener } from './global-listener-check.ts';

export const updateGlobalListener: Handler<'UPDATE_GLOBAL_LISTENER'> = (turn, value) => {
  const known = turn.state.globalListeners.get(value.id);
  if (known === undefined)
    reject('NOT_FOUND', `Expected to update global task listener with id '${value.id}', but none was found`);
  const listener = checkGlobalListener({
    ...known,
    type: value.type ?? known.type,
    eventTypes: value.eventTypes ?? known.eventTypes,
    retries: value.retries ?? known.retries,
    afterNonGlobal: value.afterNonGlobal ?? known.afterNonGlobal,
    priority: value.priority ?? known.priority,
  });
  turn.emit('GLOBAL_LISTENER_UPDATED', listener.id, listener);
  return listener;
};
