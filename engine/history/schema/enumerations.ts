import type { BpmnElementType } from '../../processing/protocol.ts';

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
