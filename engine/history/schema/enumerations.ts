import type { BpmnElementType, IncidentType } from '../../processing/protocol.ts';

/** The words that the API knows for a field: another one in a filter is a mistake, not a filter that finds nothing. */
export type Words = readonly string[];

export const INSTANCE_STATES: Words = ['ACTIVE', 'COMPLETED', 'TERMINATED'];

/** What the engine executes: the compiler proves that none is missing. */
const EXECUTED: Readonly<Record<BpmnElementType, true>> = {
  PROCESS: true,
  SUB_PROCESS: true,
  EVENT_SUB_PROCESS: true,
  AD_HOC_SUB_PROCESS: true,
  AD_HOC_SUB_PROCESS_INNER_INSTANCE: true,
  MULTI_INSTANCE_BODY: true,
  START_EVENT: true,
  INTERMEDIATE_CATCH_EVENT: true,
  INTERMEDIATE_THROW_EVENT: true,
  BOUNDARY_EVENT: true,
  END_EVENT: true,
  TASK: true,
  SERVICE_TASK: true,
  SEND_TASK: true,
  RECEIVE_TASK: true,
  USER_TASK: true,
  BUSINESS_RULE_TASK: true,
  SCRIPT_TASK: true,
  MANUAL_TASK: true,
  EXCLUSIVE_GATEWAY: true,
  INCLUSIVE_GATEWAY: true,
  PARALLEL_GATEWAY: true,
  EVENT_BASED_GATEWAY: true,
  CALL_ACTIVITY: true,
};

export const ELEMENT_TYPES: Words = ['UNSPECIFIED', 'UNKNOWN', 'SEQUENCE_FLOW', ...Object.keys(EXECUTED)];

export const JOB_STATES: Words = [
  'CREATED',
  'COMPLETED',
  'FAILED',
  'RETRIES_UPDATED',
  'TIMED_OUT',
  'CANCELED',
  'ERROR_THROWN',
  'MIGRATED',
];

export const JOB_KINDS: Words = ['BPMN_ELEMENT', 'EXECUTION_LISTENER', 'TASK_LISTENER', 'AD_HOC_SUB_PROCESS'];

export const LISTENER_EVENTS: Words = [
  'UNSPECIFIED',
  'START',
  'END',
  'CREATING',
  'ASSIGNING',
  'UPDATING',
  'COMPLETING',
  'CANCELING',
];

export const TASK_STATES: Words = [
  'CREATING',
  'CREATED',
  'ASSIGNING',
  'UPDATING',
  'COMPLETING',
  'COMPLETED',
  'CANCELING',
  'CANCELED',
  'FAILED',
];

export const INCIDENT_STATES: Words = ['ACTIVE', 'MIGRATED', 'PENDING', 'RESOLVED', 'UNKNOWN'];

export const DEFINITION_STATES: Words = ['ACTIVE', 'DRAINING', 'DELETED'];

export const DECISION_STATES: Words = ['EVALUATED', 'FAILED', 'UNSPECIFIED', 'UNKNOWN'];

export const SUBSCRIPTION_STATES: Words = ['CREATED', 'CORRELATED', 'DELETED', 'MIGRATED'];

/** Why the engine stops at an incident: the compiler proves that none is missing. */
const INCIDENTS: Readonly<Record<IncidentType, true>> = {
  JOB_NO_RETRIES: true,
  EXECUTION_LISTENER_NO_RETRIES: true,
  TASK_LISTENER_NO_RETRIES: true,
  CONDITION_ERROR: true,
  EXTRACT_VALUE_ERROR: true,
  IO_MAPPING_ERROR: true,
  UNHANDLED_ERROR_EVENT: true,
  FORM_NOT_FOUND: true,
  CALLED_DECISION_ERROR: true,
  DECISION_EVALUATION_ERROR: true,
  CALLED_ELEMENT_ERROR: true,
  RESOURCE_NOT_FOUND: true,
  MESSAGE_SIZE_EXCEEDED: true,
  UNKNOWN: true,
};

export const INCIDENT_TYPES: Words = ['UNSPECIFIED', 'AD_HOC_SUB_PROCESS_NO_RETRIES', ...Object.keys(INCIDENTS)];

export const DECISION_TYPES: Words = ['DECISION_TABLE', 'LITERAL_EXPRESSION', 'UNSPECIFIED', 'UNKNOWN'];

export const BATCH_TYPES: Words = [
  'ADD_VARIABLE',
  'CANCEL_PROCESS_INSTANCE',
  'DELETE_DECISION_DEFINITION',
  'DELETE_DECISION_INSTANCE',
  'DELETE_PROCESS_DEFINITION',
  'DELETE_PROCESS_INSTANCE',
  'MIGRATE_PROCESS_INSTANCE',
  'MODIFY_PROCESS_INSTANCE',
  'RESOLVE_INCIDENT',
  'UPDATE_VARIABLE',
];

export const BATCH_STATES: Words = [
  'ACTIVE',
  'CANCELED',
  'COMPLETED',
  'CREATED',
  'FAILED',
  'PARTIALLY_COMPLETED',
  'SUSPENDED',
];

export const BATCH_ITEM_STATES: Words = ['ACTIVE', 'COMPLETED', 'CANCELED', 'FAILED'];

export const ACTOR_TYPES: Words = ['ANONYMOUS', 'CLIENT', 'UNKNOWN', 'USER'];
