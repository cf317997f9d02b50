import type { ElementInstance, IncidentType, Key } from '../../protocol.ts';
import type { Turn } from '../../turn.ts';

/** Something is wrong that only a person can put right. */
export function raiseIncident(
  turn: Turn,
  instance: ElementInstance,
  type: IncidentType,
  message: string,
  jobKey?: Key,
): void {
  const key = turn.newKey();
  turn.emit('INCIDENT_CREATED', key, {
    key,
    type,
    message,
    processInstanceKey: instance.processInstanceKey,
    processDefinitionKey: instance.processDefinitionKey,
    bpmnProcessId: instance.bpmnProcessId,
    elementId: instance.elementId,
    elementInstanceKey: instance.key,
    createdAt: turn.now,
    ...(jobKey === undefined ? {} : { jobKey }),
  });
}

/** What the incidents of an instance were about is gone. */
export function resolveIncidentsOf(turn: Turn, elementInstanceKey: Key): void {
  for (const key of turn.state.incidentsByElement.listOf(elementInstanceKey)) {
    const { processInstanceKey } = turn.state.incidents.must(key);
    turn.emit('INCIDENT_RESOLVED', key, { processInstanceKey, elementInstanceKey });
  }
}
