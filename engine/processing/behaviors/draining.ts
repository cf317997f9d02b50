import type { Key } from '../protocol.ts';
import type { Turn } from '../turn.ts';

/** A version that was deleted while instances of it lived goes with the last of them. */
export function deleteIfDrained(turn: Turn, processDefinitionKey: Key): void {
  if (turn.state.processes.get(processDefinitionKey)?.isDraining !== true) return;
  if (turn.state.instancesOfProcess.of(processDefinitionKey).size > 0) return;
  turn.emit('RESOURCE_DELETED', processDefinitionKey, { kind: 'process' });
}
