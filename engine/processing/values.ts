import type { Json } from '../feel/json.ts';

export type { Json } from '../feel/json.ts';

/** Key of anything the engine knows: an int64 as decimal text, never a JavaScript number. */
export type Key = string;
/** Variables of a scope, by name. */
export type Variables = { readonly [name: string]: Json };
/** Something while it is being made: what the engine keeps is replaced as a whole, never changed in place. */
export type Draft<T> = { -readonly [K in keyof T]: T[K] };
/** Milliseconds since 1970, UTC. */
export type Instant = number;

/** What an element is, in the standard's own terms. */
export type BpmnElementType =
  | 'PROCESS'
  | 'SUB_PROCESS'
  | 'EVENT_SUB_PROCESS'
  | 'START_EVENT'
  | 'END_EVENT'
  | 'INTERMEDIATE_CATCH_EVENT'
  | 'INTERMEDIATE_THROW_EVENT'
  | 'BOUNDARY_EVENT'
  | 'SERVICE_TASK'
  | 'SEND_TASK'
  | 'RECEIVE_TASK'
  | 'USER_TASK'
  | 'BUSINESS_RULE_TASK'
  | 'SCRIPT_TASK'
  | 'MANUAL_TASK'
  | 'TASK'
  | 'EXCLUSIVE_GATEWAY'
  | 'PARALLEL_GATEWAY'
  | 'INCLUSIVE_GATEWAY'
  | 'EVENT_BASED_GATEWAY'
  | 'CALL_ACTIVITY'
  /** The container of the instances of a multi-instance activity: same element id, one level above them. */
  | 'MULTI_INSTANCE_BODY'
  | 'AD_HOC_SUB_PROCESS'
  /** The scope of one activation in an ad-hoc sub-process. */
  | 'AD_HOC_SUB_PROCESS_INNER_INSTANCE';

/** What starts or catches: the event definition of an event. */
export type EventTrigger =
  | 'NONE'
  | 'MESSAGE'
  | 'TIMER'
  | 'ERROR'
  | 'TERMINATE'
  | 'SIGNAL'
  | 'ESCALATION'
  | 'COMPENSATION'
  | 'CONDITIONAL'
  | 'LINK';

/** How a form, a decision or a called process is chosen when the element is entered. */
export type BindingType = 'latest' | 'deployment' | 'versionTag';

export type JobKind = 'BPMN_ELEMENT' | 'AD_HOC_SUB_PROCESS' | 'EXECUTION_LISTENER' | 'TASK_LISTENER';
/** The moment a listener listens to. */
export type ListenerEvent = 'creating' | 'assigning' | 'updating' | 'completing' | 'canceling';
/** `UNSPECIFIED` for jobs that are not listeners. */
export type JobListenerEvent =
  | 'UNSPECIFIED'
  | 'START'
  | 'END'
  | 'CREATING'
  | 'ASSIGNING'
  | 'UPDATING'
  | 'COMPLETING'
  | 'CANCELING';

export type JobState =
  /** can be activated */
  | 'CREATED'
  /** leased to a worker until its deadline */
  | 'ACTIVATED'
  /** failed with retries left, waiting for its back-off */
  | 'BACKING_OFF'
  /** failed without retries: an incident waits for a person */
  | 'FAILED'
  /** threw an error that nobody caught: an incident waits for a person */
  | 'ERROR_THROWN';

export type IncidentType =
  | 'JOB_NO_RETRIES'
  | 'EXECUTION_LISTENER_NO_RETRIES'
  | 'TASK_LISTENER_NO_RETRIES'
  | 'CONDITION_ERROR'
  | 'EXTRACT_VALUE_ERROR'
  | 'IO_MAPPING_ERROR'
  | 'UNHANDLED_ERROR_EVENT'
  | 'FORM_NOT_FOUND'
  | 'CALLED_DECISION_ERROR'
  | 'DECISION_EVALUATION_ERROR'
  | 'CALLED_ELEMENT_ERROR'
  | 'RESOURCE_NOT_FOUND'
  | 'MESSAGE_SIZE_EXCEEDED'
  | 'UNKNOWN';

export type UserTaskState =
  | 'CREATING'
  | 'CREATED'
  | 'ASSIGNING'
  | 'UPDATING'
  | 'COMPLETING'
  | 'CANCELING'
  | 'COMPLETED'
  | 'CANCELED'
  | 'FAILED';

/** What a listener may correct, and what an update may change. */
export interface UserTaskChanges {
  readonly assignee?: string | null;
  /** ISO 8601 with a zone; '' or null clears it. */
  readonly dueDate?: string | null;
  readonly followUpDate?: string | null;
  readonly candidateUsers?: readonly string[] | null;
  readonly candidateGroups?: readonly string[] | null;
  readonly priority?: number | null;
}

/** Result of a listener's job. `denied` is for assigning, updating and completing. */
export interface ListenerResult {
  readonly denied?: boolean;
  readonly deniedReason?: string;
  readonly corrections?: UserTaskChanges;
}

/** What the worker of an ad-hoc sub-process decides. It cannot enter activities and be done at once. */
export interface AdHocResult {
  readonly activateElements?: readonly { readonly elementId: string; readonly variables?: Variables }[];
  /** Over, as soon as nothing is left inside. */
  readonly completionConditionFulfilled?: boolean;
  readonly cancelRemainingInstances?: boolean;
}

/** The single tenant of this engine. */
export const DEFAULT_TENANT = '<default>';
