import { type AnyEvent, DEFAULT_TENANT, type UserTask, type UserTaskChanges } from '../../processing/protocol.ts';
import type { Rows } from './rows.ts';

/** User tasks, with the transition they are in. */
export function projectUserTasks(rows: Rows, event: AnyEvent): void {
  const change = (row: Record<string, unknown>) => rows.change('userTask', event.key, row);
  switch (event.type) {
    case 'USER_TASK_CREATING':
      rows.put('userTask', { ...describe(rows, event.value), state: 'CREATING', creationDate: event.time });
      break;
    case 'USER_TASK_CREATED':
    case 'USER_TASK_TRANSITION_DENIED':
      change({ state: 'CREATED' });
      break;
    case 'USER_TASK_TRANSITION_STARTED':
      change({ state: event.value.transition.event.toUpperCase() });
      break;
    case 'USER_TASK_LISTENER_DONE':
      correctNewTask(rows, event.key, event.value.corrections);
      break;
    case 'USER_TASK_ASSIGNED':
    case 'USER_TASK_UPDATED':
      change({ ...changed(event.value.changes), state: 'CREATED' });
      break;
    case 'USER_TASK_COMPLETED':
      change({ ...changed(event.value.changes), state: 'COMPLETED', completionDate: event.time });
      break;
    case 'USER_TASK_CANCELED':
      change({ ...changed(event.value.changes), state: 'CANCELED', completionDate: event.time });
      break;
  }
}

/** Corrections of a `creating` listener hold at once, since creation cannot be denied; others wait for their transition. */
function correctNewTask(rows: Rows, key: string, corrections: UserTaskChanges): void {
  if (rows.find('userTask', key)?.state === 'CREATING') rows.change('userTask', key, changed(corrections));
}

function changed(changes: UserTaskChanges): Record<string, unknown> {
  const row: Record<string, unknown> = { ...changes };
  for (const field of ['assignee', 'dueDate', 'followUpDate']) if (row[field] === '') row[field] = null;
  for (const field of ['candidateUsers', 'candidateGroups']) if (row[field] === null) row[field] = [];
  return row;
}

function describe(rows: Rows, task: UserTask): Record<string, unknown> {
  const definition = rows.find('processDefinition', task.processDefinitionKey);
  return {
    userTaskKey: task.key,
    name: task.name || null,
    assignee: task.assignee || null,
    elementId: task.elementId,
    elementInstanceKey: task.elementInstanceKey,
    candidateGroups: task.candidateGroups,
    candidateUsers: task.candidateUsers,
    dueDate: task.dueDate,
    followUpDate: task.followUpDate,
    priority: task.priority,
    formKey: task.formKey,
    externalFormReference: task.externalFormReference,
    customHeaders: task.customHeaders,
    processDefinitionKey: task.processDefinitionKey,
    processDefinitionId: task.bpmnProcessId,
    processDefinitionVersion: task.processDefinitionVersion,
    processName: definition?.name ?? null,
    processInstanceKey: task.processInstanceKey,
    rootProcessInstanceKey: rows.rootOf(task.processInstanceKey),
    tenantId: DEFAULT_TENANT,
    tags: [],
  };
}
