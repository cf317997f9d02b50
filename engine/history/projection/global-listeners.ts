import type { AnyEvent } from '../../processing/protocol.ts';
import type { Rows } from './rows.ts';

/** Global task listeners, as they stand. */
export function projectGlobalListeners(rows: Rows, event: AnyEvent): void {
  switch (event.type) {
    case 'GLOBAL_LISTENER_CREATED':
    case 'GLOBAL_LISTENER_UPDATED': {
      const { id, type, eventTypes, retries, afterNonGlobal, priority, source } = event.value;
      rows.put('globalListener', { id, type, eventTypes, retries, afterNonGlobal, priority, source });
      break;
    }
    case 'GLOBAL_LISTENER_DELETED':
      rows.run('delete from global_listener where id = ?', [event.value.id]);
  }
}
