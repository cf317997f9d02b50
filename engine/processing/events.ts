import type {
  BufferedMessage,
  ClusterVariable,
  CompensationSubscription,
  ConditionSubscription,
  DecisionEvaluation,
  DeployedDecision,
  DeployedDecisionRequirements,
  DeployedForm,
  DeployedProcess,
  DeployedResource,
  ElementInstance,
  GlobalTaskListener,
  Incident,
  Job,
  MessageStartSubscription,
  MessageSubscription,
  SignalSubscription,
  Timer,
  UserTask,
  UserTaskTransition,
} from './entities.ts';
import type { BpmnElementType, Instant, Json, Key, UserTaskChanges, Variables } from './values.ts';

/** What every event about one element instance says besides its key. */
export interface ElementRef {
  processInstanceKey: Key;
  elementId: string;
  elementType: BpmnElementType;
}

/** What every event about one job says besides its key. */
export interface JobRef {
  type: string;
  processInstanceKey: Key;
  elementInstanceKey: Key;
}

/** What every event about one user task says besides its key. */
export interface UserTaskRef {
  processInstanceKey: Key;
  elementInstanceKey: Key;
}

/**
 * Every fact the engine records, with its value. An event is committed once, in order, and never changes:
 * state is what the appliers make of them, history is what a projection makes of them.
 */
export interface EventValues {
  RESOURCE_DEPLOYED: DeployedResource;
  PROCESS_DEPLOYED: DeployedProcess;
  DECISION_REQUIREMENTS_DEPLOYED: DeployedDecisionRequirements;
  DECISION_DEPLOYED: DeployedDecision;
  FORM_DEPLOYED: DeployedForm;
  /** Nothing starts this version any more; it is deleted once no instance of it lives. */
  PROCESS_DRAINING: Record<string, never>;
  /** `content` of a process, for the history of what ran. */
  RESOURCE_DELETED: { kind: 'process'; content?: string } | { kind: 'decisionRequirements' | 'form' | 'resource' };

  /** The instance is there; inputs are being mapped. ACTIVATING and COMPLETING may be skipped where nothing can pause between. */
  ELEMENT_ACTIVATING: ElementInstance;
  ELEMENT_ACTIVATED: ElementRef;
  ELEMENT_COMPLETING: ElementRef;
  ELEMENT_COMPLETED: ElementRef;
  ELEMENT_TERMINATING: ElementRef;
  ELEMENT_TERMINATED: ElementRef;
  /** An interrupting event was caught for this scope; once it is empty the path goes on from `by`. */
  ELEMENT_INTERRUPTED: ElementRef & { by: string; variables: Variables };
  /** A process instance follows another definition from now on; `elements`: the element of each active instance in it. */
  PROCESS_INSTANCE_MIGRATED: {
    processInstanceKey: Key;
    processDefinitionKey: Key;
    bpmnProcessId: string;
    version: number;
    elements: Record<Key, string>;
    /** Old id to new id: of catch events that are waited for, gateways where tokens wait, activities done. */
    mapping: Record<string, string>;
  };
  /** The worker of an ad-hoc sub-process says that it is over. */
  AD_HOC_CONDITION_FULFILLED: { processInstanceKey: Key };
  /** An execution listener has answered. */
  ELEMENT_LISTENER_DONE: ElementRef;
  /** An event-based gateway goes on with the event that happened first. */
  EVENT_CHOSEN: { processInstanceKey: Key; by: string; variables: Variables };
  SEQUENCE_FLOW_TAKEN: { processInstanceKey: Key; scopeKey: Key; flowId: string; targetId: string };
  /** A token reached a joining gateway before the others. */
  TOKEN_WAITS: { processInstanceKey: Key; scopeKey: Key; gatewayId: string; flowId: string };
  /** A joining gateway took one token of each flow. */
  TOKENS_JOINED: { processInstanceKey: Key; scopeKey: Key; gatewayId: string; flowIds: string[] };

  /** A multi-instance body knows what it repeats over. */
  LOOP_STARTED: { processInstanceKey: Key; items: Json[] };
  /** One instance of a multi-instance activity is done; `over`: the completion condition holds. */
  LOOP_COUNTED: { processInstanceKey: Key; over: boolean };

  /**
   * Variables written in one scope, in order. The variable key of the n-th name is the event's key + n
   * (the engine reserves them), so that the first write of a name gives it its key.
   */
  VARIABLES_SET: { processInstanceKey: Key; processDefinitionKey: Key; scopeKey: Key; variables: Variables };

  JOB_CREATED: Job;
  JOB_ACTIVATED: JobRef & { worker: string; deadline: Instant };
  JOB_COMPLETED: JobRef & { denied: boolean; deniedReason: string };
  JOB_FAILED: JobRef & { retries: number; backoffUntil: Instant; errorMessage: string };
  JOB_BACKOFF_ENDED: JobRef;
  JOB_TIMED_OUT: JobRef;
  JOB_ERROR_THROWN: JobRef & { errorCode: string; errorMessage: string; caught: boolean };
  JOB_RETRIES_UPDATED: JobRef & { retries: number };
  JOB_TIMEOUT_UPDATED: JobRef & { deadline: Instant };
  /** After an incident is resolved: can be activated again. */
  JOB_MADE_AVAILABLE: JobRef;
  JOB_CANCELED: JobRef;

  INCIDENT_CREATED: Incident;
  INCIDENT_RESOLVED: { processInstanceKey: Key; elementInstanceKey: Key };

  USER_TASK_CREATING: UserTask;
  /** Open to people; `changes` are the corrections of `creating` listeners, the assignee excepted: that is an assignment. */
  USER_TASK_CREATED: UserTaskRef & { changes: UserTaskChanges };
  USER_TASK_TRANSITION_STARTED: UserTaskRef & { transition: UserTaskTransition };
  /** One listener has answered; its corrections are merged into the transition. */
  USER_TASK_LISTENER_DONE: UserTaskRef & { corrections: UserTaskChanges };
  USER_TASK_TRANSITION_DENIED: UserTaskRef & { reason: string };
  USER_TASK_ASSIGNED: UserTaskRef & { changes: UserTaskChanges; action: string };
  USER_TASK_UPDATED: UserTaskRef & { changes: UserTaskChanges; action: string };
  USER_TASK_COMPLETED: UserTaskRef & { changes: UserTaskChanges; action: string };
  USER_TASK_CANCELED: UserTaskRef & { changes: UserTaskChanges };

  TIMER_SCHEDULED: Timer;
  TIMER_TRIGGERED: Timer;
  TIMER_CANCELED: { processInstanceKey: Key };

  MESSAGE_PUBLISHED: BufferedMessage;
  MESSAGE_CORRELATED: {
    messageName: string;
    correlationKey: string;
    bpmnProcessId: string;
    processInstanceKey: Key;
    elementId: string;
    /** '' when it started the instance. */
    elementInstanceKey: Key;
    /** The subscription that took it, of an instance or of a start event. */
    subscriptionKey: Key;
  };
  MESSAGE_EXPIRED: { messageName: string };
  MESSAGE_SUBSCRIBED: MessageSubscription;
  MESSAGE_UNSUBSCRIBED: { processInstanceKey: Key };
  MESSAGE_START_SUBSCRIBED: MessageStartSubscription;
  MESSAGE_START_UNSUBSCRIBED: { processDefinitionKey: Key };

  SIGNAL_BROADCAST: { signalName: string; variables: Variables };
  SIGNAL_SUBSCRIBED: SignalSubscription;
  SIGNAL_UNSUBSCRIBED: { processInstanceKey: Key };

  CONDITION_SUBSCRIBED: ConditionSubscription;
  CONDITION_UNSUBSCRIBED: { processInstanceKey: Key };

  /** An activity with a compensation handler is done: it can be undone. */
  COMPENSATION_SUBSCRIBED: CompensationSubscription;
  /** A sub-process is over: what was done in it is now reached from the scope around. */
  COMPENSATION_MOVED: { processInstanceKey: Key; scopeKey: Key; within: string };
  /** It is being undone. */
  COMPENSATION_TRIGGERED: { processInstanceKey: Key };

  DECISION_EVALUATED: {
    decisionKey: Key;
    decisionId: string;
    output: unknown;
    evaluatedDecisions: DecisionEvaluation[];
    failureMessage: string;
    processInstanceKey: Key;
    elementInstanceKey: Key;
    elementId: string;
  };

  GLOBAL_LISTENER_CREATED: GlobalTaskListener;
  GLOBAL_LISTENER_UPDATED: GlobalTaskListener;
  GLOBAL_LISTENER_DELETED: { id: string };

  CLUSTER_VARIABLE_SET: ClusterVariable;
  CLUSTER_VARIABLE_DELETED: Pick<ClusterVariable, 'scope' | 'name'>;

  CLOCK_PINNED: { at: Instant };
  CLOCK_RESET: Record<string, never>;
}

export type EventType = keyof EventValues;

/** One committed fact. Positions have no gap within a commit and only grow. */
export interface EngineEvent<T extends EventType = EventType> {
  position: number;
  type: T;
  /** Key of what the event is about (for global listeners and cluster variables: their id). */
  key: Key;
  time: Instant;
  value: EventValues[T];
}

/** The union that a `switch (event.type)` narrows. */
export type AnyEvent = { [T in EventType]: EngineEvent<T> }[EventType];
