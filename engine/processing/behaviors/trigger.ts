import type { ExecutableElement } from '../../model/executable.ts';
import { activate, complete, pathEnded, refOf, terminate, terminateChildren } from '../lifecycle.ts';
import type { Key, Variables } from '../protocol.ts';
import type { Turn } from '../turn.ts';
import { unsubscribe } from './subscriptions.ts';
import { propagate, setLocal } from './variables.ts';

/** An event that an instance waits for has happened. */
export function triggerEvent(turn: Turn, hostKey: Key, event: ExecutableElement, variables: Variables): void {
  const host = turn.state.elementInstances.get(hostKey);
  if (host === undefined || host.state === 'TERMINATING' || host.interruptedBy !== undefined) return;
  if (host.elementId === event.id) {
    catchHere(turn, hostKey, event, variables);
  } else if (!event.interrupting) {
    if (event.type === 'BOUNDARY_EVENT') activate(turn, event, host.scopeKey, { variables });
    else if (event.parent !== undefined) activate(turn, event.parent, hostKey, { variables });
  } else {
    unsubscribe(turn, hostKey);
    turn.emit('ELEMENT_INTERRUPTED', hostKey, { ...refOf(host), by: event.id, variables });
    if (event.type === 'BOUNDARY_EVENT') {
      terminate(turn, hostKey);
    } else {
      terminateChildren(turn, hostKey);
      pathEnded(turn, hostKey);
    }
  }
}

/** A catch event or a receive task goes on with what it received. */
function catchHere(turn: Turn, key: Key, event: ExecutableElement, variables: Variables): void {
  if (event.outputs.length > 0) setLocal(turn, key, variables);
  else propagate(turn, key, variables);
  complete(turn, key);
}
