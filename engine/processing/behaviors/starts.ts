import { evaluateText } from '../../expressions/expression.ts';
import type { DeployedProcess, Key } from '../protocol.ts';
import type { Turn } from '../turn.ts';
import { firstFiringOf } from './timers.ts';

/** Messages, timers and signals start the newest version of a process, and no older one. */
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
    } else if (start.signal !== undefined) {
      turn.emit('SIGNAL_SUBSCRIBED', key, {
        key,
        signalName: evaluateText(start.signal, nothing, turn.now),
        elementId: start.id,
        elementInstanceKey: '',
        processInstanceKey: '',
        processDefinitionKey: process.processDefinitionKey,
        bpmnProcessId: process.bpmnProcessId,
      });
    }
    // conditions of start events are looked at when a client asks for it
  }
}

/** This version is started by nothing any more. */
export function unsubscribeStarts(turn: Turn, processDefinitionKey: Key): void {
  for (const key of [...turn.state.startTimers.of(processDefinitionKey)])
    turn.emit('TIMER_CANCELED', key, { processInstanceKey: '' });
  for (const key of [...turn.state.messageStartsByProcess.of(processDefinitionKey)]) {
    turn.emit('MESSAGE_START_UNSUBSCRIBED', key, { processDefinitionKey });
  }
  for (const key of [...turn.state.signalStartsByProcess.of(processDefinitionKey)])
    turn.emit('SIGNAL_UNSUBSCRIBED', key, { processInstanceKey: '' });
}
