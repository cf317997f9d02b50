import type { ExecutableElement } from '../../../model/executable.ts';
import { enter } from '../../lifecycle.ts';
import type { CompensationSubscription, ElementInstance } from '../../protocol.ts';
import type { Turn } from '../../turn.ts';

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
