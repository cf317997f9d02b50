import { deleteIfDrained } from '../../behaviors/definitions/draining.ts';
import { subscribeStarts, unsubscribeStarts } from '../../behaviors/events/starts.ts';
import type { Handler } from '../../handler.ts';
import { reject } from '../../rejection.ts';
import type { Turn } from '../../turn.ts';
import { requireKey } from '../require.ts';

/** A definition with instances alive is found by nobody any more, but stays as long as they need it. */
export const deleteResource: Handler<'DELETE_RESOURCE'> = (turn, { resourceKey }) => {
  const key = requireKey(resourceKey, 'resource key');
  if (turn.state.processes.has(key)) deleteProcess(turn, key);
  else if (turn.state.decisionRequirements.has(key))
    turn.emit('RESOURCE_DELETED', key, { kind: 'decisionRequirements' });
  else if (turn.state.forms.has(key)) turn.emit('RESOURCE_DELETED', key, { kind: 'form' });
  else if (turn.state.resources.get(key)?.generic !== undefined)
    turn.emit('RESOURCE_DELETED', key, { kind: 'resource' });
  else reject('NOT_FOUND', `Expected to delete resource but no resource found with key '${key}'`);
  return {};
};

function deleteProcess(turn: Turn, key: string): void {
  const { bpmnProcessId, isDraining } = turn.state.processes.must(key);
  if (isDraining === true) return;
  const wasLatest = turn.state.latestProcess(bpmnProcessId)?.processDefinitionKey === key;
  unsubscribeStarts(turn, key);
  turn.emit('PROCESS_DRAINING', key, {});
  deleteIfDrained(turn, key);
  const latest = turn.state.latestProcess(bpmnProcessId);
  // the version before is the latest again: what starts it does so again
  if (wasLatest && latest !== undefined) subscribeStarts(turn, latest);
}
