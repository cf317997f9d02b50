import type { ExecutableElement } from '../../../model/executable.ts';
import type { ElementInstance } from '../../protocol.ts';
import type { Turn } from '../../turn.ts';

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
