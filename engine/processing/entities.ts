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
/** What a file is known by that is not executed: an RPA script, or anything else that is deployed to be read again. */
export interface GenericResource {
  /** Of an RPA script its own id, else the name of the file. */
  readonly id: string;
  readonly version: number;
  readonly versionTag: string;
  readonly isRpa: boolean;
  /** Its content is kept as base64: it is not text. */
  readonly isBinary: boolean;
}

export interface DeployedResource {
  readonly key: Key;
  readonly deploymentKey: Key;
  readonly name: string;
  /** SHA-256, hex. */
  readonly checksum: string;
  /** UTF-8 text of the file. */
  readonly content: string;
  readonly generic?: GenericResource;
}

/** A file that is not executed. */
export type DeployedGeneric = DeployedResource & { readonly generic: GenericResource };

export interface DeployedProcess {
  readonly processDefinitionKey: Key;
  readonly bpmnProcessId: string;
  readonly name: string;
  readonly version: number;
  readonly versionTag: string;
  readonly resourceName: string;
  readonly resourceKey: Key;
  readonly deploymentKey: Key;
  readonly deployedAt: Instant;
  /** The form with which a person starts it, as the model names it. */
  readonly startForm?: {
    readonly formId: string;
    readonly binding: { readonly type: BindingType; readonly versionTag: string };
  };
  /** `zeebe:properties` of the process, as drawn. */
  readonly properties: readonly { readonly name: string; readonly value: string }[];
  /** Deleted while instances of it live: nothing starts it any more, and it goes with the last of them. */
  readonly isDraining?: true;
}

export interface DeployedDecisionRequirements {
  readonly decisionRequirementsKey: Key;
  readonly decisionRequirementsId: string;
  readonly name: string;
  readonly version: number;
  readonly resourceName: string;
  readonly resourceKey: Key;
  readonly deploymentKey: Key;
  readonly deployedAt: Instant;
}

export interface DeployedDecision {
  readonly decisionKey: Key;
  readonly decisionId: string;
  readonly name: string;
  readonly version: number;
  readonly versionTag: string;
  readonly decisionRequirementsId: string;
  readonly decisionRequirementsKey: Key;
  readonly deploymentKey: Key;
  readonly deployedAt: Instant;
}

export interface DeployedForm {
  readonly formKey: Key;
  readonly formId: string;
  readonly version: number;
  readonly versionTag: string;
  readonly resourceName: string;
  readonly resourceKey: Key;
  readonly deploymentKey: Key;
  readonly deployedAt: Instant;
}

export type ElementInstanceState = 'ACTIVATING' | 'ACTIVATED' | 'COMPLETING' | 'TERMINATING';

/**
 * One node of the tree of scopes: the process instance itself, a sub-process or an activity.
 * The root's key is the process instance key.
 */
export interface ElementInstance {
  readonly key: Key;
  readonly elementId: string;
  readonly elementType: BpmnElementType;
  readonly state: ElementInstanceState;
  readonly processInstanceKey: Key;
  readonly processDefinitionKey: Key;
  readonly bpmnProcessId: string;
  readonly version: number;
  /** Key of the enclosing scope; '' for a process instance. */
  readonly scopeKey: Key;
  readonly startedAt: Instant;
  /** Path tokens inside this scope: child instances alive and flows taken but not yet consumed. */
  readonly activeChildren: number;
  /** The sequence flow by which it was reached, if any. */
  readonly flowId?: string;
  /** Job, user task… that this instance waits for. */
  readonly jobKey?: Key;
  readonly userTaskKey?: Key;
  /** Why this scope is being terminated: the event that goes on afterwards. */
  readonly interruptedBy?: { readonly elementId: string; readonly variables: Variables };
  /** On a process instance started by an event: which one. */
  readonly startElementId?: string;
  /** On a process instance started by a call activity: who called it, and the instance at the top of all calls. */
  readonly parentProcessInstanceKey?: Key;
  readonly parentElementInstanceKey?: Key;
  readonly rootProcessInstanceKey?: Key;
  /** How many calls lie above it. */
  readonly callDepth?: number;
  /** On a call activity: the instance it waits for. */
  readonly calledInstanceKey?: Key;
  /** Execution listeners that have answered in the state it is in; absent until the first was asked. */
  readonly listenersDone?: number;
  /** On one instance of a multi-instance activity: its place, from 1. */
  readonly loopCounter?: number;
  /** On a multi-instance body: how far it is. */
  readonly loop?: LoopProgress;
  /** On an event-based gateway: the event that happened first. */
  readonly chosen?: { readonly elementId: string; readonly variables: Variables };
  /** On an ad-hoc sub-process: its worker wants no more, or an event has taken it over. */
  readonly isConditionFulfilled?: true;
  /** On a catch event entered because its event happened already: it does not wait. */
  readonly triggered?: true;
  /** On a compensation handler: the throw event that waits for it. */
  readonly compensationThrowKey?: Key;
  /** On a process instance that begins elsewhere than at a start event: where. */
  readonly startElementIds?: readonly string[];
  /** On a process instance only: its tags. */
  readonly tags?: readonly string[];
  /** On a process instance only: how the caller's own world names it. */
  readonly businessId?: string;
  /** On a process instance started by a message with a correlation key: `bpmnProcessId` + newline + that key. */
  readonly startedByKey?: string;
}

/** How far a multi-instance body is; the items themselves are kept apart. */
export interface LoopProgress {
  readonly size: number;
  readonly completed: number;
  /** The completion condition holds: nothing new is entered. */
  readonly over: boolean;
}

export interface Job {
  readonly key: Key;
  readonly type: string;
  readonly kind: JobKind;
  readonly listenerEvent: JobListenerEvent;
  readonly state: JobState;
  readonly retries: number;
  readonly worker: string;
  /** End of the lease (ACTIVATED) or of the back-off (BACKING_OFF); 0 otherwise. */
  readonly deadline: Instant;
  readonly errorMessage: string;
  readonly errorCode: string;
  readonly customHeaders: Readonly<Record<string, string>>;
  readonly processInstanceKey: Key;
  readonly processDefinitionKey: Key;
  readonly bpmnProcessId: string;
  readonly processDefinitionVersion: number;
  readonly elementId: string;
  readonly elementInstanceKey: Key;
  /** The user task that a listener's job is about. */
  readonly userTaskKey?: Key;
  readonly createdAt: Instant;
}

/** A job handed to a worker, with what the worker needs to see. */
export interface ActivatedJob extends Job {
  readonly variables: Variables;
  /** The instance at the top of all calls. */
  readonly rootProcessInstanceKey: Key;
  /** Those of its instance. */
  readonly tags: readonly string[];
  readonly userTask?: {
    readonly action: string;
    readonly assignee: string | null;
    readonly candidateGroups: readonly string[];
    readonly candidateUsers: readonly string[];
    readonly changedAttributes: readonly string[];
    readonly dueDate: string | null;
    readonly followUpDate: string | null;
    readonly formKey: Key | null;
    readonly priority: number;
    readonly userTaskKey: Key;
  };
}

/** The transition a user task is in, kept until its listeners have all answered. */
export interface UserTaskTransition {
  readonly event: ListenerEvent;
  readonly action: string;
  /** Who is asked, in order; fixed when the transition starts. */
  readonly listeners: readonly {
    readonly type: string;
    readonly retries: number;
    readonly headers: Readonly<Record<string, string>>;
  }[];
  /** Listeners that have already answered. */
  readonly listenersDone: number;
  readonly changes: UserTaskChanges;
  /** Names of what the transition changes, for `updating` and `assigning` listeners. */
  readonly changedAttributes: readonly string[];
  /** On an update that sets variables of the task: whether they stay with it or climb to who holds their name. */
  readonly variablesGo?: 'local' | 'up';
  /** Variables given with the completion; seen by the listeners' jobs. */
  readonly variables: Variables;
}

export interface UserTask {
  readonly key: Key;
  readonly state: UserTaskState;
  readonly elementId: string;
  readonly elementInstanceKey: Key;
  readonly name: string;
  readonly processInstanceKey: Key;
  readonly processDefinitionKey: Key;
  readonly bpmnProcessId: string;
  readonly processDefinitionVersion: number;
  readonly assignee: string | null;
  readonly candidateUsers: readonly string[];
  readonly candidateGroups: readonly string[];
  readonly dueDate: string | null;
  readonly followUpDate: string | null;
  readonly priority: number;
  readonly formKey: Key | null;
  readonly externalFormReference: string | null;
  readonly customHeaders: Readonly<Record<string, string>>;
  readonly createdAt: Instant;
  readonly transition?: UserTaskTransition;
}

export interface Incident {
  readonly key: Key;
  readonly type: IncidentType;
  readonly message: string;
  readonly processInstanceKey: Key;
  readonly processDefinitionKey: Key;
  readonly bpmnProcessId: string;
  readonly elementId: string;
  readonly elementInstanceKey: Key;
  readonly jobKey?: Key;
  readonly createdAt: Instant;
}

export interface Timer {
  readonly key: Key;
  readonly dueAt: Instant;
  /** Further firings after this one: -1 for ever, 0 none. */
  readonly repetitions: number;
  /** The text of the cycle, kept to compute the next firing. */
  readonly cycle: string;
  /** The event that fires: a boundary, a catch event, a start event. */
  readonly elementId: string;
  /** The instance that waits; '' for the start timer of a process. */
  readonly elementInstanceKey: Key;
  readonly processInstanceKey: Key;
  readonly processDefinitionKey: Key;
}

/** A message kept until its time to live ends. */
export interface BufferedMessage {
  readonly key: Key;
  readonly name: string;
  readonly correlationKey: string;
  readonly messageId: string;
  readonly variables: Variables;
  readonly expiresAt: Instant;
  /** BPMN process ids that this message has already reached. */
  readonly correlatedTo: readonly string[];
}

/** Somebody waits for a message. */
export interface MessageSubscription {
  readonly key: Key;
  readonly messageName: string;
  readonly correlationKey: string;
  readonly elementId: string;
  readonly elementInstanceKey: Key;
  readonly processInstanceKey: Key;
  readonly processDefinitionKey: Key;
  readonly bpmnProcessId: string;
  readonly interrupting: boolean;
}

/** Somebody waits for a signal: an instance, or, without one, a process that it starts. */
export interface SignalSubscription {
  readonly key: Key;
  readonly signalName: string;
  readonly elementId: string;
  /** '' for the start of a process. */
  readonly elementInstanceKey: Key;
  readonly processInstanceKey: Key;
  readonly processDefinitionKey: Key;
  readonly bpmnProcessId: string;
}

/** Somebody waits for a condition on variables. */
export interface ConditionSubscription {
  readonly key: Key;
  readonly elementId: string;
  readonly elementInstanceKey: Key;
  readonly processInstanceKey: Key;
  readonly processDefinitionKey: Key;
}

/** An activity is done and can be undone. */
export interface CompensationSubscription {
  readonly key: Key;
  /** What was done. */
  readonly activityId: string;
  /** The boundary event that knows how to undo it. */
  readonly eventId: string;
  /** The scope whose throw events reach it: where it was done, or around that when that scope is over. */
  readonly scopeKey: Key;
  /** The innermost sub-processes, now over, in which it was done: a throw may name one. */
  readonly within: readonly string[];
  readonly processInstanceKey: Key;
}

/** A process definition that a message starts. */
export interface MessageStartSubscription {
  readonly key: Key;
  readonly messageName: string;
  readonly elementId: string;
  readonly processDefinitionKey: Key;
  readonly bpmnProcessId: string;
}

/** A listener on every user task of every process. */
export interface GlobalTaskListener {
  readonly id: string;
  readonly type: string;
  readonly eventTypes: readonly (ListenerEvent | 'all')[];
  readonly retries: number;
  readonly afterNonGlobal: boolean;
  readonly priority: number;
  readonly source: 'API' | 'CONFIGURATION';
}

/** A value that every expression reads as `camunda.vars.…`: of the whole engine, or of its one tenant, which wins. */
export interface ClusterVariable {
  readonly scope: 'GLOBAL' | 'TENANT';
  readonly name: string;
  readonly value: Json;
}

/** One decision evaluated, as it came out. */
export interface DecisionEvaluation {
  readonly decisionKey: Key;
  readonly decisionId: string;
  readonly decisionName: string;
  readonly decisionVersion: number;
  readonly decisionType: 'DECISION_TABLE' | 'LITERAL_EXPRESSION' | 'UNKNOWN';
  readonly output: unknown;
  readonly inputs: readonly { readonly id: string; readonly name: string; readonly value: unknown }[];
  readonly matchedRules: readonly {
    readonly ruleId: string;
    readonly ruleIndex: number;
    readonly outputs: readonly { readonly id: string; readonly name: string; readonly value: unknown }[];
  }[];
}
