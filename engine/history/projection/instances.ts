import { type AnyEvent, DEFAULT_TENANT, type EngineEvent } from '../../processing/protocol.ts';
import { elementName } from './element-name.ts';
import { projectMigration } from './migration.ts';
import type { Rows } from './rows.ts';

/** Elements entered, left and flows taken: the path of each instance, with its times. */
export function projectInstances(rows: Rows, event: AnyEvent): void {
  switch (event.type) {
    case 'ELEMENT_ACTIVATING':
      if (event.value.elementType === 'PROCESS') startInstance(rows, event);
      else enterElement(rows, event);
      break;
    case 'ELEMENT_ACTIVATED':
      recallElement(rows, event);
      break;
    case 'ELEMENT_COMPLETED':
      recallElement(rows, event);
      leave(rows, event, 'COMPLETED');
      break;
    case 'ELEMENT_TERMINATED':
      leave(rows, event, 'TERMINATED');
      break;
    case 'SEQUENCE_FLOW_TAKEN':
      takeFlow(rows, event);
      break;
    case 'PROCESS_INSTANCE_MIGRATED':
      projectMigration(rows, event);
      break;
  }
}

function startInstance(rows: Rows, { key, value, time }: EngineEvent<'ELEMENT_ACTIVATING'>): void {
  const definition = rows.find('processDefinition', value.processDefinitionKey);
  rows.put('processInstance', {
    processInstanceKey: key,
    processDefinitionKey: value.processDefinitionKey,
    processDefinitionId: value.bpmnProcessId,
    processDefinitionName: definition?.name ?? null,
    processDefinitionVersion: value.version,
    processDefinitionVersionTag: definition?.versionTag ?? null,
    startDate: value.startedAt ?? time,
    state: 'ACTIVE',
    hasIncident: false,
    tenantId: DEFAULT_TENANT,
    parentProcessInstanceKey: value.parentProcessInstanceKey ?? null,
    parentElementInstanceKey: value.parentElementInstanceKey ?? null,
    rootProcessInstanceKey: value.rootProcessInstanceKey ?? key,
    tags: value.tags ?? [],
    businessId: value.businessId ?? null,
  });
}

function enterElement(rows: Rows, { key, value, time }: EngineEvent<'ELEMENT_ACTIVATING'>): void {
  rows.put('elementInstance', {
    elementInstanceKey: key,
    processInstanceKey: value.processInstanceKey,
    rootProcessInstanceKey: rows.rootOf(value.processInstanceKey),
    processDefinitionKey: value.processDefinitionKey,
    processDefinitionId: value.bpmnProcessId,
    elementId: value.elementId,
    elementName: elementName(rows, value.processDefinitionKey, value.elementId),
    type: value.elementType,
    state: 'ACTIVE',
    startDate: value.startedAt ?? time,
    hasIncident: false,
    elementInstanceScopeKey: value.scopeKey,
    tenantId: DEFAULT_TENANT,
  });
}

/** Elements that cannot pause are only announced once they are active: what is missing is read from their instance. */
function recallElement(rows: Rows, { key, value, time }: EngineEvent<'ELEMENT_ACTIVATED' | 'ELEMENT_COMPLETED'>): void {
  if (value.elementType === 'PROCESS') return;
  if (rows.has('elementInstance', key)) return;
  const instance = rows.instanceOf(value.processInstanceKey);
  const processDefinitionKey = instance?.processDefinitionKey ?? '';
  rows.put('elementInstance', {
    elementInstanceKey: key,
    processInstanceKey: value.processInstanceKey,
    rootProcessInstanceKey: rows.rootOf(value.processInstanceKey),
    processDefinitionKey,
    processDefinitionId: instance?.processDefinitionId ?? null,
    elementId: value.elementId,
    elementName: elementName(rows, processDefinitionKey, value.elementId),
    type: value.elementType,
    state: 'ACTIVE',
    startDate: time,
    hasIncident: false,
    elementInstanceScopeKey: value.processInstanceKey,
    tenantId: DEFAULT_TENANT,
  });
}

function leave(
  rows: Rows,
  { key, value, time }: EngineEvent<'ELEMENT_COMPLETED' | 'ELEMENT_TERMINATED'>,
  state: 'COMPLETED' | 'TERMINATED',
): void {
  rows.change(value.elementType === 'PROCESS' ? 'processInstance' : 'elementInstance', key, { state, endDate: time });
}

function takeFlow(rows: Rows, { position, value }: EngineEvent<'SEQUENCE_FLOW_TAKEN'>): void {
  const instance = rows.instanceOf(value.processInstanceKey);
  rows.put('sequenceFlow', {
    flowKey: String(position),
    sequenceFlowId: `${value.processInstanceKey}_${value.flowId}`,
    elementId: value.flowId,
    processInstanceKey: value.processInstanceKey,
    rootProcessInstanceKey: rows.rootOf(value.processInstanceKey),
    processDefinitionKey: instance?.processDefinitionKey ?? '',
    processDefinitionId: instance?.processDefinitionId ?? null,
    tenantId: DEFAULT_TENANT,
  });
}
