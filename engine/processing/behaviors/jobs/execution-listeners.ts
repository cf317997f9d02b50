import type { JobDefinition } from '../../../model/executable.ts';
import type { ElementInstance } from '../../protocol.ts';
import type { Turn } from '../../turn.ts';
import { createJob, evaluateJob } from './jobs.ts';

/** Asks the next execution listener of an instance. False when all have answered, or there is none. */
export function askListener(
  turn: Turn,
  listeners: readonly JobDefinition[],
  instance: ElementInstance,
  listenerEvent: 'START' | 'END',
): boolean {
  const listener = listeners[instance.listenersDone ?? 0];
  if (listener === undefined) return false;
  createJob(turn, instance, {
    ...evaluateJob(turn, listener, instance),
    kind: 'EXECUTION_LISTENER',
    listenerEvent,
    headers: listener.headers,
  });
  return true;
}
