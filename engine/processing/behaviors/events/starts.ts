import { evaluateText } from '../../../expressions/expression.ts';
import { because } from '../../../model/defects.ts';
import type { ExecutableElement } from '../../../model/executable.ts';
import { InvalidModel } from '../../../model/invalid-model.ts';
import { ModelFault, orFault } from '../../fault.ts';
import type { DeployedProcess, Key } from '../../protocol.ts';
import type { Turn } from '../../turn.ts';
import { firstFiringOf } from './timers.ts';

/** Messages, timers and signals start the newest version of a process, and no older one. Throws `InvalidModel`. */
export function subscribeStarts(turn: Turn, process: DeployedProcess): void {
  for (const start of turn.models.process(process.processDefinitionKey).eventStarts) {
    try {
      orFault('EXTRACT_VALUE_ERROR', () => subscribeStart(turn, process, start));
    } catch (error) {
      if (!(error instanceof ModelFault)) throw error;
      const reason = because('expression-fails', { reason: error.message });
      throw new InvalidModel(process.resourceName, [{ elementId: start.id, elementType: start.type, ...reason }]);
    }
  }
}

function subscribeStart(turn: Turn, process: DeployedProcess, start: ExecutableElement): void {
  const { processDefinitionKey, bpmnProcessId } = process;
  const nothing = () => undefined;
  const key = turn.newKey();
  if (start.timer !== undefined) {
    turn.emit('TIMER_SCHEDULED', key, {
      key,
      ...firstFiringOf(turn, start, nothing),
      elementId: start.id,
      elementInstanceKey: '',
      processInstanceKey: '',
      processDefinitionKey,
    });
  } else if (start.message !== undefined) {
    turn.emit('MESSAGE_START_SUBSCRIBED', key, {
      key,
      messageName: evaluateText(start.message.name, nothing, turn.now),
      elementId: start.id,
      processDefinitionKey,
      bpmnProcessId,
    });
  } else if (start.signal !== undefined) {
    turn.emit('SIGNAL_SUBSCRIBED', key, {
      key,
      signalName: evaluateText(start.signal, nothing, turn.now),
      elementId: start.id,
      elementInstanceKey: '',
      processInstanceKey: '',
      processDefinitionKey,
      bpmnProcessId,
    });
  }
  // conditions of start events are looked at when a client asks for it
}

/** This version is started by nothing any more. */
export function unsubscribeStarts(turn: Turn, processDefinitionKey: Key): void {
  for (const key of turn.state.startTimers.listOf(processDefinitionKey))
    turn.emit('TIMER_CANCELED', key, { processInstanceKey: '' });
  for (const key of turn.state.messageStartsByProcess.listOf(processDefinitionKey)) {
    turn.emit('MESSAGE_START_UNSUBSCRIBED', key, { processDefinitionKey });
  }
  for (const key of turn.state.signalStartsByProcess.listOf(processDefinitionKey))
    turn.emit('SIGNAL_UNSUBSCRIBED', key, { processInstanceKey: '' });
}
