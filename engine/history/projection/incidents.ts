import { type AnyEvent, DEFAULT_TENANT, type Incident } from '../../processing/protocol.ts';
import type { Rows } from './rows.ts';

/** Incidents, and the marks they leave on what they stop. */
export function projectIncidents(rows: Rows, event: AnyEvent): void {
  switch (event.type) {
    case 'INCIDENT_CREATED': {
      const { processInstanceKey, elementInstanceKey } = event.value;
      rows.put('incident', { ...describe(rows, event.value), creationTime: event.time });
      rows.change('processInstance', processInstanceKey, { hasIncident: true });
      rows.change('elementInstance', elementInstanceKey, { hasIncident: true, incidentKey: event.key });
      break;
    }
    case 'INCIDENT_RESOLVED':
      rows.change('incident', event.key, { state: 'RESOLVED' });
      mark(rows, 'process_instance', 'processInstanceKey', event.value.processInstanceKey);
      mark(rows, 'element_instance', 'elementInstanceKey', event.value.elementInstanceKey);
      rows.run(
        'update element_instance set "incidentKey" = null where "elementInstanceKey" = ? and "incidentKey" = ?',
        [BigInt(event.value.elementInstanceKey), BigInt(event.key)],
      );
  }
}

/** Something keeps its mark while any other incident on it is open. */
function mark(rows: Rows, table: string, field: string, key: string): void {
  rows.run(
    `update ${table} set "hasIncident" = exists
       (select 1 from incident i where i."${field}" = ${table}."${field}" and i.state = 'ACTIVE')
     where "${field}" = ?`,
    [BigInt(key)],
  );
}

function describe(rows: Rows, incident: Incident): Record<string, unknown> {
  return {
    incidentKey: incident.key,
    errorType: incident.type,
    errorMessage: incident.message,
    elementId: incident.elementId,
    elementInstanceKey: incident.elementInstanceKey,
    processInstanceKey: incident.processInstanceKey,
    rootProcessInstanceKey: rows.rootOf(incident.processInstanceKey),
    processDefinitionKey: incident.processDefinitionKey,
    processDefinitionId: incident.bpmnProcessId,
    jobKey: incident.jobKey ?? null,
    state: 'ACTIVE',
    tenantId: DEFAULT_TENANT,
  };
}
