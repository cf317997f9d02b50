import { evaluateText } from '../../expressions/expression.ts';
import type { DeployedProcess, Key } from '../protocol.ts';
import type { Turn } from '../turn.ts';
import { firstFiringOf } from './timers.ts';

/** Messages and timers start the newest version of a process, and no older one. */
export function subscribeStarts(turn: Turn, process: DeployedProcess): void {
  const nothing = () => undefined;
  for (const start of turn.models.process(process.processDefinitionKey).eventStarts) {
    const key = turn.newKey();
    if (start.timer !== undefined) {
      turn.emit('TIMER_SCHEDULED', key, {
        key,
        ...firstFiringOf(turn, start, nothing),
        elementId: start.id,
        elementInstanceKey: '',
        processInstanceKey: '',
        processDefinitionKey: process.processDefinitionKey,
      });
    } else if (start.message !== undefined) {
      turn.emit('MESSAGE_START_SUBSCRIBED', key, {
        key,
        messageName: evaluateText(start.message.name, nothing, turn.now),
        elementId: start.id,
        processDefinitionKey: process.processDefinitionKey,
        bpmnProcessId: process.bpmnProcessId,
      });
    }
  }
}

/** This version is started by nothing any more. */
export function unsubscribeStarts(turn: Turn, processDefinitionKey: Key): void {
  for (const key of [...turn.state.startTimers.of(processDefinitionKey)])
    turn.emit('TIMER_CANCELED', key, { processInstanceKey: '' });
  for (const key of [...turn.state.messageStartsByProcess.of(processDefinitionKey)]) {
    turn.emit('MESSAGE_START_UNSUBSCRIBED', key, { processDefinitionKey });
  }
}
