import type { Key, Variables } from '../../protocol.ts';
import type { Turn } from '../../turn.ts';
import { createInstance } from '../instances/instances.ts';
import { triggerEvent } from './trigger.ts';

/** Reaches everyone who waits for a signal now, instances and processes to start; nobody keeps it for later. */
export function broadcastSignal(turn: Turn, signalName: string, variables: Variables): Key {
  const waiting = turn.state.signalsByName.listOf(signalName);
  turn.models.requireAll(waiting.map((one) => turn.state.signalSubscriptions.must(one).processDefinitionKey));
  const key = turn.newKey();
  turn.emit('SIGNAL_BROADCAST', key, { signalName, variables });
  for (const one of waiting) {
    // an earlier catch may have interrupted this one
    const subscription = turn.state.signalSubscriptions.get(one);
    if (subscription === undefined) continue;
    const { processDefinitionKey, elementId, elementInstanceKey } = subscription;
    const event = turn.models.elementOf(processDefinitionKey, elementId);
    if (elementInstanceKey === '') {
      createInstance(turn, turn.state.processes.must(processDefinitionKey), variables, { start: event });
    } else {
      triggerEvent(turn, elementInstanceKey, event, variables);
    }
  }
  return key;
}
