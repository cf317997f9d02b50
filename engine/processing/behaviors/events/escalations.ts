import type { Key, Variables } from '../../protocol.ts';
import type { Turn } from '../../turn.ts';
import { catchesAround } from './catching.ts';
import { triggerEvent } from './trigger.ts';

/**
 * Throws an escalation: the nearest catch around takes it; uncaught, it is ignored.
 * True when the catch interrupts what threw it.
 */
export function throwEscalation(turn: Turn, fromKey: Key, code: string, variables: Variables): boolean {
  for (const { hostKey, events } of catchesAround(turn, fromKey, 'ESCALATION')) {
    const caughtBy =
      events.find((event) => event.escalationCode?.literal === code) ??
      events.find((event) => event.escalationCode === undefined);
    if (caughtBy === undefined) continue;
    triggerEvent(turn, hostKey, caughtBy, variables);
    return caughtBy.interrupting;
  }
  return false;
}
