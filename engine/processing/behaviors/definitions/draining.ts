import type { Key } from '../../protocol.ts';
import type { Turn } from '../../turn.ts';

/** A version that was deleted while instances of it lived goes with the last of them. */
export function deleteIfDrained(turn: Turn, processDefinitionKey: Key): void {
  const process = turn.state.processes.get(processDefinitionKey);
  if (process?.isDraining !== true || turn.state.instancesOfProcess.of(processDefinitionKey).size > 0) return;
  const content = turn.state.resources.get(process.resourceKey)?.content ?? '';
  turn.emit('RESOURCE_DELETED', processDefinitionKey, { kind: 'process', content });
}
