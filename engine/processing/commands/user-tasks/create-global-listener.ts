import type { Handler } from '../../handler.ts';
import { reject } from '../../rejection.ts';
import { checkGlobalListener } from './global-listener-check.ts';

export const createGlobalListener: Handler<'CREATE_GLOBAL_LISTENER'> = (turn, value) => {
  const listener = checkGlobalListener({
    id: value.id,
    type: value.type,
    eventTypes: value.eventTypes,
    retries: value.retries ?? 3,
    afterNonGlobal: value.afterNonGlobal ?? false,
    priority: value.priority ?? 50,
    source: value.source ?? 'API',
  });
  if (turn.state.globalListeners.has(listener.id)) {
    reject('ALREADY_EXISTS', `Expected to create global task listener with id '${listener.id}', but it already exists`);
  }
  turn.emit('GLOBAL_LISTENER_CREATED', listener.id, listener);
  return listener;
};
