import type { GlobalTaskListener } from '../../protocol.ts';
import { reject } from '../../rejection.ts';

const EVENTS: readonly string[] = ['all', 'creating', 'assigning', 'updating', 'completing', 'canceling'];

/** A listener that could never be asked, or never answer, is refused. */
export function checkGlobalListener(listener: GlobalTaskListener): GlobalTaskListener {
  if (!listener.id) reject('INVALID_ARGUMENT', 'No id provided');
  if (!listener.type) reject('INVALID_ARGUMENT', 'No type provided');
  if (!Array.isArray(listener.eventTypes) || listener.eventTypes.length === 0)
    reject('INVALID_ARGUMENT', 'No eventTypes provided');
  for (const event of listener.eventTypes) {
    if (!EVENTS.includes(event))
      reject('INVALID_ARGUMENT', `Unexpected value '${event}' for eventTypes. Valid values are: ${EVENTS.join(', ')}`);
  }
  if (!(Number.isInteger(listener.retries) && listener.retries > 0)) {
    reject('INVALID_ARGUMENT', `Expected retries to be greater than zero, but it was ${listener.retries}`);
  }
  return listener;
}
