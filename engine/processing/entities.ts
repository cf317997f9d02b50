import type {
  BindingType,
  BpmnElementType,
  IncidentType,
  Instant,
  JobKind,
  JobListenerEvent,
  JobState,
  Json,
  Key,
  ListenerEvent,
  UserTaskChanges,
  UserTaskState,
  Variables,
} from './values.ts';

/** A resource deployed as it came: BPMN, DMN or form. */
export interface DeployedResource {
  key: Key;
  deploymentKey: Key;
  name: string;
  /** SHA-256, hex. */
  checksum: string;
  /** UTF-8 text of the file. */
  content: string;
}

export interface DeployedProcess {
  processDefinitionKey: Key;
  bpmnProcessId: string;
  name: string;
  version: number;
  versionTag: string;
  resourceName: string;
  resourceKey: Key;
  deploymentKey: Key;
  deployedAt: Instant;
  /** The form with which a person starts it, as the model names it. */
  startForm?: { formId: string; binding: { type: BindingType; versionTag: string } };
  /** `zeebe:properties` of the process, as drawn. */
  properties: { name: string; value: string }[];
  /** Deleted while instances of it live: nothing starts it any more, and it goes with the last of them. */
  isDraining?: true;
}

export interface DeployedDecisionRequirements {
  decisionRequirementsKey: Key;
  decisionRequirementsId: string;
  name: string;
  version: number;
  resourceName: string;
  resourceKey: Key;
  deploymentKey: Key;
  deployedAt: Instant;
}

export interface DeployedDecision {
  decisionKey: Key;
  decisionId: string;
  name: string;
  version: number;
  versionTag: string;
  decisionRequirementsId: string;
  decisionRequirementsKey: Key;
  deploymentKey: Key;
  deployedAt: Instant;
}

export interface DeployedForm {
  formKey: Key;
  formId: string;
  version: number;
  versionTag: string;
  resourceName: string;
  resourceKey: Key;
  deploymentKey: Key;
  deployedAt: Instant;
}

export type ElementInstanceState = 'ACTIVATING' | 'ACTIVATED' | 'COMPLETING' | 'TERMINATING';

/**
 * One node of the tree of scopes: the process instance itself, a sub-process or an activity.
 * The root's key is the process instance key.
 */
export interface ElementInstance {
  key: Key;
  elementId: string;
  elementType: BpmnElementType;
  state: ElementInstanceState;
  processInstanceKey: Key;
  processDefinitionKey: Key;
  bpmnProcessId: string;
  version: number;
  /** Key of the enclosing scope; '' for a process instance. */
  scopeKey: Key;
  startedAt: Instant;
  /** Path tokens inside this scope: child instances alive and flows taken but not yet consumed. */
  activeChildren: number;
  /** The sequence flow by which it was reached, if any. */
  flowId?: string;
  /** Job, user task… that this instance waits for. */
  jobKey?: Key;
  userTaskKey?: Key;
  /** Why this scope is being terminated: the event that goes on afterwards. */
  interruptedBy?: { elementId: string; variables: Variables };
  /** On a process instance started by an event: which one. */
  startElementId?: string;
  /** On a process instance started by a call activity: who called it, and the instance at the top of all calls. */
  parentProcessInstanceKey?: Key;
  parentElementInstanceKey?: Key;
  rootProcessInstanceKey?: Key;
  /** How many calls lie above it. */
  callDepth?: number;
  /** On a call activity: the instance it waits for. */
  calledInstanceKey?: Key;
  /** Execution listeners that have answered in the state it is in; absent until the first was asked. */
  listenersDone?: number;
  /** On one instance of a multi-instance activity: its place, from 1. */
  loopCounter?: number;
  /** On a multi-instance body: how far it is. */
  loop?: LoopProgress;
  /** On an event-based gateway: the event that happened first. */
  chosen?: { elementId: string; variables: Variables };
  /** On an ad-hoc sub-process: its worker wants no more, or an event has taken it over. */
  isConditionFulfilled?: true;
  /** On a catch event entered because its event happened already: it does not wait. */
  triggered?: true;
  /** On a compensation handler: the throw event that waits for it. */
  compensationThrowKey?: Key;
  /** On a process instance that begins elsewhere than at a start event: where. */
  startElementIds?: string[];
  /** On a process instance only: its tags. */
  tags?: string[];
  /** On a process instance only: how the caller's own world names it. */
  businessId?: string;
  /** On a process instance started by a message with a correlation key: `bpmnProcessId` + newline + that key. */
  startedByKey?: string;
}

/** How far a multi-instance body is; the items themselves are kept apart. */
export interface LoopProgress {
  size: number;
  completed: number;
  /** The completion condition holds: nothing new is entered. */
  over: boolean;
}

export interface Job {
  key: Key;
  type: string;
  kind: JobKind;
  listenerEvent: JobListenerEvent;
  state: JobState;
  retries: number;
  worker: string;
  /** End of the lease (ACTIVATED) or of the back-off (BACKING_OFF); 0 otherwise. */
  deadline: Instant;
  errorMessage: string;
  errorCode: string;
  customHeaders: Record<string, string>;
  processInstanceKey: Key;
  processDefinitionKey: Key;
  bpmnProcessId: string;
  processDefinitionVersion: number;
  elementId: string;
  elementInstanceKey: Key;
  /** The user task that a listener's job is about. */
  userTaskKey?: Key;
  createdAt: Instant;
}

/** A job handed to a worker, with what the worker needs to see. */
export interface ActivatedJob extends Job {
  variables: Variables;
  /** The instance at the top of all calls. */
  rootProcessInstanceKey: Key;
  /** Those of its instance. */
  tags: string[];
  userTask?: {
    action: string;
    assignee: string | null;
    candidateGroups: string[];
    candidateUsers: string[];
    changedAttributes: string[];
    dueDate: string | null;
    followUpDate: string | null;
    formKey: Key | null;
    priority: number;
    userTaskKey: Key;
  };
}

/** The transition a user task is in, kept until its listeners have all answered. */
export interface UserTaskTransition {
  event: ListenerEvent;
  action: string;
  /** Who is asked, in order; fixed when the transition starts. */
  listeners: { type: string; retries: number; headers: Record<string, string> }[];
  /** Listeners that have already answered. */
  listenersDone: number;
  changes: UserTaskChanges;
  /** Names of what the transition changes, for `updating` and `assigning` listeners. */
  changedAttributes: string[];
  /** On an update that sets variables of the task: whether they stay with it or climb to who holds their name. */
  variablesGo?: 'local' | 'up';
  /** Variables given with the completion; seen by the listeners' jobs. */
  variables: Variables;
}

export interface UserTask {
  key: Key;
  state: UserTaskState;
  elementId: string;
  elementInstanceKey: Key;
  name: string;
  processInstanceKey: Key;
  processDefinitionKey: Key;
  bpmnProcessId: string;
  processDefinitionVersion: number;
  assignee: string | null;
  candidateUsers: string[];
  candidateGroups: string[];
  dueDate: string | null;
  followUpDate: string | null;
  priority: number;
  formKey: Key | null;
  externalFormReference: string | null;
  customHeaders: Record<string, string>;
  createdAt: Instant;
  transition?: UserTaskTransition;
}

export interface Incident {
  key: Key;
  type: IncidentType;
  message: string;
  processInstanceKey: Key;
  processDefinitionKey: Key;
  bpmnProcessId: string;
  elementId: string;
  elementInstanceKey: Key;
  jobKey?: Key;
  createdAt: Instant;
}

export interface Timer {
  key: Key;
  dueAt: Instant;
  /** Further firings after this one: -1 for ever, 0 none. */
  repetitions: number;
  /** The text of the cycle, kept to compute the next firing. */
  cycle: string;
  /** The event that fires: a boundary, a catch event, a start event. */
  elementId: string;
  /** The instance that waits; '' for the start timer of a process. */
  elementInstanceKey: Key;
  processInstanceKey: Key;
  processDefinitionKey: Key;
}

/** A message kept until its time to live ends. */
export interface BufferedMessage {
  key: Key;
  name: string;
  correlationKey: string;
  messageId: string;
  variables: Variables;
  expiresAt: Instant;
  /** BPMN process ids that this message has already reached. */
  correlatedTo: string[];
}

/** Somebody waits for a message. */
export interface MessageSubscription {
  key: Key;
  messageName: string;
  correlationKey: string;
  elementId: string;
  elementInstanceKey: Key;
  processInstanceKey: Key;
  processDefinitionKey: Key;
  bpmnProcessId: string;
  interrupting: boolean;
}

/** Somebody waits for a signal: an instance, or, without one, a process that it starts. */
export interface SignalSubscription {
  key: Key;
  signalName: string;
  elementId: string;
  /** '' for the start of a process. */
  elementInstanceKey: Key;
  processInstanceKey: Key;
  processDefinitionKey: Key;
  bpmnProcessId: string;
}

/** Somebody waits for a condition on variables. */
export interface ConditionSubscription {
  key: Key;
  elementId: string;
  elementInstanceKey: Key;
  processInstanceKey: Key;
  processDefinitionKey: Key;
}

/** An activity is done and can be undone. */
export interface CompensationSubscription {
  key: Key;
  /** What was done. */
  activityId: string;
  /** The boundary event that knows how to undo it. */
  eventId: string;
  /** The scope whose throw events reach it: where it was done, or around that when that scope is over. */
  scopeKey: Key;
  /** The innermost sub-processes, now over, in which it was done: a throw may name one. */
  within: string[];
  processInstanceKey: Key;
}

/** A process definition that a message starts. */
export interface MessageStartSubscription {
  key: Key;
  messageName: string;
  elementId: string;
  processDefinitionKey: Key;
  bpmnProcessId: string;
}

/** A listener on every user task of every process. */
export interface GlobalTaskListener {
  id: string;
  type: string;
  eventTypes: (ListenerEvent | 'all')[];
  retries: number;
  afterNonGlobal: boolean;
  priority: number;
  source: 'API' | 'CONFIGURATION';
}

/** A value that every expression reads as `camunda.vars.…`: of the whole engine, or of its one tenant, which wins. */
export interface ClusterVariable {
  scope: 'GLOBAL' | 'TENANT';
  name: string;
  value: Json;
}

/** One decision evaluated, as it came out. */
export interface DecisionEvaluation {
  decisionKey: Key;
  decisionId: string;
  decisionName: string;
  decisionVersion: number;
  decisionType: 'DECISION_TABLE' | 'LITERAL_EXPRESSION' | 'UNKNOWN';
  output: unknown;
  inputs: { id: string; name: string; value: unknown }[];
  matchedRules: { ruleId: string; ruleIndex: number; outputs: { id: string; name: string; value: unknown }[] }[];
}
