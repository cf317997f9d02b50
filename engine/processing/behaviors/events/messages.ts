import { messageGroup } from '../../../state/state.ts';
import type { BufferedMessage, Key, MessageStartSubscription, MessageSubscription } from '../../protocol.ts';
import type { Turn } from '../../turn.ts';
import { createInstance } from '../instances/instances.ts';
import { triggerEvent } from './trigger.ts';

/**
 * Gives a message to everyone who waits for it: once per BPMN process id, whatever the version. Answers an instance that
 * it reached: one that it started, rather than one that was there.
 */
export function correlate(turn: Turn, message: BufferedMessage): Key | undefined {
  const waiters = turn.state.subscriptionsByMessage
    .listOf(messageGroup(message.name, message.correlationKey))
    .map((key) => turn.state.messageSubscriptions.must(key));
  const starts = turn.state.messageStartsByName.listOf(message.name).map((key) => turn.state.messageStarts.must(key));
  turn.models.requireAll([...waiters, ...starts].map((one) => one.processDefinitionKey));
  const reached = new Set(message.correlatedTo);
  let waiting: Key | undefined;
  let started: Key | undefined;
  for (const subscription of waiters) {
    if (reached.has(subscription.bpmnProcessId)) continue;
    reached.add(subscription.bpmnProcessId);
    waiting ??= subscription.processInstanceKey;
    reach(turn, message, subscription);
  }
  for (const start of starts) {
    if (reached.has(start.bpmnProcessId) || isStartLocked(turn, start.bpmnProcessId, message.correlationKey)) continue;
    reached.add(start.bpmnProcessId);
    const key = startBy(turn, message, start);
    started ??= key;
  }
  return started ?? waiting;
}

/** A new subscription takes the oldest message that waits for it. */
export function correlateBuffered(turn: Turn, subscriptionKey: Key): void {
  const subscription = turn.state.messageSubscriptions.get(subscriptionKey);
  if (subscription === undefined) return;
  const { messageName, correlationKey, bpmnProcessId } = subscription;
  for (const key of turn.state.messagesByName.of(messageGroup(messageName, correlationKey))) {
    const message = turn.state.messages.must(key);
    if (message.expiresAt <= turn.now || message.correlatedTo.includes(bpmnProcessId)) continue;
    reach(turn, message, subscription);
    if (subscription.interrupting) return;
  }
}

/** An instance that a message had started is over: the next message with the same key may start one. */
export function startNextBuffered(turn: Turn, startedByKey: string): void {
  const [bpmnProcessId, correlationKey] = startedByKey.split('\n') as [string, string];
  const latest = turn.state.latestProcess(bpmnProcessId);
  if (latest === undefined) return;
  for (const startKey of turn.state.messageStartsByProcess.of(latest.processDefinitionKey)) {
    const start = turn.state.messageStarts.must(startKey);
    for (const key of turn.state.messagesByName.of(messageGroup(start.messageName, correlationKey))) {
      const message = turn.state.messages.must(key);
      if (message.expiresAt <= turn.now || message.correlatedTo.includes(bpmnProcessId)) continue;
      startBy(turn, message, start);
      return;
    }
  }
}

function isStartLocked(turn: Turn, bpmnProcessId: string, correlationKey: string): boolean {
  return correlationKey !== '' && turn.state.startedByMessage.of(`${bpmnProcessId}\n${correlationKey}`).size > 0;
}

function startBy(turn: Turn, message: BufferedMessage, start: MessageStartSubscription): Key {
  const process = turn.state.processes.must(start.processDefinitionKey);
  const processInstanceKey = createInstance(turn, process, message.variables, {
    start: turn.models.elementOf(start.processDefinitionKey, start.elementId),
    ...(message.correlationKey === '' ? {} : { startedByKey: `${start.bpmnProcessId}\n${message.correlationKey}` }),
  });
  turn.emit('MESSAGE_CORRELATED', message.key, {
    messageName: message.name,
    correlationKey: message.correlationKey,
    bpmnProcessId: start.bpmnProcessId,
    processInstanceKey,
    elementId: start.elementId,
    elementInstanceKey: '',
    subscriptionKey: start.key,
  });
  return processInstanceKey;
}

function reach(turn: Turn, message: BufferedMessage, subscription: MessageSubscription): void {
  turn.emit('MESSAGE_CORRELATED', message.key, {
    messageName: message.name,
    correlationKey: message.correlationKey,
    bpmnProcessId: subscription.bpmnProcessId,
    processInstanceKey: subscription.processInstanceKey,
    elementId: subscription.elementId,
    elementInstanceKey: subscription.elementInstanceKey,
    subscriptionKey: subscription.key,
  });
  const event = turn.models.elementOf(subscription.processDefinitionKey, subscription.elementId);
  triggerEvent(turn, subscription.elementInstanceKey, event, message.variables);
}
