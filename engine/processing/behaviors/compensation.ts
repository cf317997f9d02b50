import type { ExecutableElement } from '../../model/executable.ts';
import { complete, enter } from '../lifecycle.ts';
import type { CompensationSubscription, ElementInstance, Key } from '../protocol.ts';
import type { Turn } from '../turn.ts';

/** What is completed can be undone from now on; what was done inside it is reached from the scope around. */
export function keepCompensation(turn: Turn, element: ExecutableElement, instance: ElementInstance): void {
  const { key: instanceKey, scopeKey, processInstanceKey } = instance;
  if (scopeKey === '') return;
  for (const key of turn.state.compensationsByScope.listOf(instanceKey))
    turn.emit('COMPENSATION_MOVED', key, { processInstanceKey, scopeKey, within: element.id });
  const event = element.boundaryEvents.find((one) => one.trigger === 'COMPENSATION');
  if (event === undefined) return;
  const key = turn.newKey();
  turn.emit('COMPENSATION_SUBSCRIBED', key, {
    key,
    activityId: element.id,
    eventId: event.id,
    scopeKey,
    within: [],
    processInstanceKey,
  });
}

/** Undoes what was done in the scope of a throw event, the last first. False when there is nothing to undo. */
export function throwCompensation(turn: Turn, element: ExecutableElement, instance: ElementInstance): boolean {
  const found = reached(turn, instance).filter(
    ({ activityId, within }) =>
      element.compensates === undefined || activityId === element.compensates || within.includes(element.compensates),
  );
  for (const { key, eventId, processInstanceKey } of found.reverse()) {
    const event = turn.models.elementOf(instance.processDefinitionKey, eventId);
    if (event.compensationHandler === undefined) throw new Error(`Event '${eventId}' has no compensation handler`);
    turn.emit('COMPENSATION_TRIGGERED', key, { processInstanceKey });
    enter(turn, event.compensationHandler, instance.scopeKey, { compensationThrowKey: instance.key });
  }
  return found.length > 0;
}

/** An event sub-process undoes what was done in the scope that it watches over. */
function reached(turn: Turn, instance: ElementInstance): CompensationSubscription[] {
  const scope = turn.state.elementInstances.must(instance.scopeKey);
  const scopes = scope.elementType === 'EVENT_SUB_PROCESS' ? [scope.scopeKey, scope.key] : [scope.key];
  return scopes.flatMap((key) =>
    turn.state.compensationsByScope.listOf(key).map((one) => turn.state.compensations.must(one)),
  );
}

/** A handler is over: the throw event goes on after the last. */
export function handlerEnded(turn: Turn, scopeKey: Key, throwKey: Key): void {
  for (const child of turn.state.children.of(scopeKey)) {
    if (turn.state.elementInstances.must(child).compensationThrowKey === throwKey) return;
  }
  complete(turn, throwKey);
}
