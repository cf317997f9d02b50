import { type Expression, evaluateText, unexpected } from '../../../expressions/expression.ts';
import { FaultyExpression } from '../../../feel/faulty-expression.ts';
import { toJson } from '../../../feel/json.ts';
import { isNumber, numberText } from '../../../feel/number.ts';
import type { ExecutableElement, MessageDefinition } from '../../../model/executable.ts';
import { orFault } from '../../fault.ts';
import type { ElementInstance, Key } from '../../protocol.ts';
import type { Turn } from '../../turn.ts';
import { lookupFrom } from '../variables/variables.ts';
import { firstFiringOf } from './timers.ts';

/** Waits, on behalf of an instance, for each of these events: boundary, catch, or start of an event sub-process. */
export function subscribe(turn: Turn, events: readonly ExecutableElement[], hostKey: Key): void {
  const host = turn.state.elementInstances.must(hostKey);
  for (const event of events) {
    if (event.timer !== undefined) subscribeTimer(turn, event, host);
    else if (event.message !== undefined) subscribeMessage(turn, event, event.message, host);
    else if (event.signal !== undefined) subscribeSignal(turn, event, event.signal, host);
    else if (event.condition !== undefined) subscribeCondition(turn, event, host);
    // errors and escalations need no subscription: who catches them is looked for when they are thrown
  }
}

/** The instance waits for nothing any more. */
export function unsubscribe(turn: Turn, hostKey: Key): void {
  unsubscribeFrom(turn, hostKey, () => true);
}

/** The instance waits no more for some of its events. */
export function unsubscribeFrom(turn: Turn, hostKey: Key, isOne: (elementId: string) => boolean): void {
  const { timers, messageSubscriptions, signalSubscriptions, conditions } = turn.state;
  for (const key of turn.state.timersByElement.listOf(hostKey)) {
    const { elementId, processInstanceKey } = timers.must(key);
    if (isOne(elementId)) turn.emit('TIMER_CANCELED', key, { processInstanceKey });
  }
  for (const key of turn.state.subscriptionsByElement.listOf(hostKey)) {
    const { elementId, processInstanceKey } = messageSubscriptions.must(key);
    if (isOne(elementId)) turn.emit('MESSAGE_UNSUBSCRIBED', key, { processInstanceKey });
  }
  for (const key of turn.state.signalsByElement.listOf(hostKey)) {
    const { elementId, processInstanceKey } = signalSubscriptions.must(key);
    if (isOne(elementId)) turn.emit('SIGNAL_UNSUBSCRIBED', key, { processInstanceKey });
  }
  for (const key of turn.state.conditionsByElement.listOf(hostKey)) {
    const { elementId, processInstanceKey } = conditions.must(key);
    if (isOne(elementId)) turn.emit('CONDITION_UNSUBSCRIBED', key, { processInstanceKey });
  }
}

function subscribeTimer(turn: Turn, event: ExecutableElement, host: ElementInstance): void {
  const firing = firstFiringOf(turn, event, lookupFrom(turn, host.key));
  const key = turn.newKey();
  turn.emit('TIMER_SCHEDULED', key, {
    key,
    ...firing,
    elementId: event.id,
    elementInstanceKey: host.key,
    processInstanceKey: host.processInstanceKey,
    processDefinitionKey: host.processDefinitionKey,
  });
}

function subscribeSignal(turn: Turn, event: ExecutableElement, signal: Expression, host: ElementInstance): void {
  const lookup = lookupFrom(turn, host.key);
  const signalName = orFault('EXTRACT_VALUE_ERROR', () => evaluateText(signal, lookup, turn.now));
  const key = turn.newKey();
  turn.emit('SIGNAL_SUBSCRIBED', key, {
    key,
    signalName,
    elementId: event.id,
    elementInstanceKey: host.key,
    processInstanceKey: host.processInstanceKey,
    processDefinitionKey: host.processDefinitionKey,
    bpmnProcessId: host.bpmnProcessId,
  });
}

/** It may hold already. */
function subscribeCondition(turn: Turn, event: ExecutableElement, host: ElementInstance): void {
  const key = turn.newKey();
  turn.emit('CONDITION_SUBSCRIBED', key, {
    key,
    elementId: event.id,
    elementInstanceKey: host.key,
    processInstanceKey: host.processInstanceKey,
    processDefinitionKey: host.processDefinitionKey,
  });
  turn.next(host.key, () => turn.rules.evaluateCondition(turn, key));
}

/** The correlation key is evaluated once, here. */
function subscribeMessage(
  turn: Turn,
  event: ExecutableElement,
  message: MessageDefinition,
  host: ElementInstance,
): void {
  const lookup = lookupFrom(turn, host.key);
  const messageName = orFault('EXTRACT_VALUE_ERROR', () => evaluateText(message.name, lookup, turn.now));
  const correlationKey = orFault('EXTRACT_VALUE_ERROR', () => {
    const field = message.correlationKey;
    if (field === undefined) throw new FaultyExpression(`The message '${messageName}' has no correlation key`);
    const { value, warnings } = field.evaluateRaw(lookup, turn.now);
    const json = toJson(value);
    if (typeof json === 'string') return json;
    if (isNumber(json)) return numberText(json);
    throw unexpected(field, json, 'a string or a number', warnings);
  });
  const key = turn.newKey();
  turn.emit('MESSAGE_SUBSCRIBED', key, {
    key,
    messageName,
    correlationKey,
    elementId: event.id,
    elementInstanceKey: host.key,
    processInstanceKey: host.processInstanceKey,
    processDefinitionKey: host.processDefinitionKey,
    bpmnProcessId: host.bpmnProcessId,
    interrupting: event.interrupting,
  });
  turn.next(host.key, () => turn.rules.correlateBuffered(turn, key));
}
