import type { ExecutableElement } from '../../../model/executable.ts';
import { activate, complete, pathEnded, refOf, terminate, terminateChildren } from '../../lifecycle.ts';
import type { ElementInstance, Key, Variables } from '../../protocol.ts';
import type { Turn } from '../../turn.ts';
import { propagate, setLocal } from '../variables/variables.ts';
import { unsubscribe } from './subscriptions.ts';

/** An event that an instance waits for has happened. */
export function triggerEvent(turn: Turn, hostKey: Key, event: ExecutableElement, variables: Variables): void {
  const host = turn.state.elementInstances.get(hostKey);
  if (host === undefined || host.state === 'TERMINATING' || host.interruptedBy !== undefined) return;
  // a scope that is about to leave starts nothing more inside
  if (host.state === 'COMPLETING' && event.type !== 'BOUNDARY_EVENT') return;
  if (host.elementId === event.id) {
    catchHere(turn, host, variables);
  } else if (host.elementType === 'EVENT_BASED_GATEWAY') {
    choose(turn, host, event, variables);
  } else if (!event.interrupting) {
    if (event.type === 'BOUNDARY_EVENT') activate(turn, event, host.scopeKey, { variables });
    else if (event.parent !== undefined) activate(turn, event.parent, hostKey, { variables });
  } else {
    unsubscribe(turn, hostKey);
    turn.emit('ELEMENT_INTERRUPTED', hostKey, { ...refOf(host), by: event.id, variables });
    if (event.type === 'BOUNDARY_EVENT') {
      terminate(turn, hostKey);
    } else {
      turn.rules.behaviors[host.elementType].interrupted?.(turn, turn.models.element(host), host);
      terminateChildren(turn, hostKey);
      pathEnded(turn, hostKey);
    }
  }
}

/** A catch event or a receive task goes on with what it received. */
function catchHere(turn: Turn, host: ElementInstance, variables: Variables): void {
  receiveAt(turn, turn.models.element(host), host, variables);
  complete(turn, host.key);
}

/** Variables of an event: local when its outputs are mapped, else each goes up to where its name lives. */
export function receiveAt(turn: Turn, event: ExecutableElement, instance: ElementInstance, variables: Variables): void {
  if (event.outputs.length > 0) setLocal(turn, instance.key, variables);
  else propagate(turn, instance.key, variables);
}

/** The first event of a gateway wins: the others are waited for no more. */
function choose(turn: Turn, host: ElementInstance, event: ExecutableElement, variables: Variables): void {
  if (host.chosen !== undefined) return;
  unsubscribe(turn, host.key);
  turn.emit('EVENT_CHOSEN', host.key, { processInstanceKey: host.processInstanceKey, by: event.id, variables });
  complete(turn, host.key);
}
