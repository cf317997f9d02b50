import type { Key, Variables } from '../../protocol.ts';
import type { Turn } from '../../turn.ts';
import { catchesAround } from './catching.ts';
import { triggerEvent } from './trigger.ts';

/**
 * Throws a BPMN error from an instance: the nearest catch around it takes it, one with this very code before one that
 * catches all. False when nobody does.
 */
export function throwError(turn: Turn, fromKey: Key, errorCode: string, variables: Variables): boolean {
  for (const { hostKey, events } of catchesAround(turn, fromKey, 'ERROR')) {
    const caughtBy =
      events.find((event) => event.errorCode?.literal === errorCode) ??
      events.find((event) => event.errorCode === undefined);
    if (caughtBy === undefined) continue;
    triggerEvent(turn, hostKey, caughtBy, variables);
    return true;
  }
  return false;
}
