import type {
  ActivatedJob,
  ClusterVariable,
  DecisionEvaluation,
  DeployedDecision,
  DeployedDecisionRequirements,
  DeployedForm,
  DeployedGeneric,
  DeployedProcess,
  GlobalTaskListener,
} from './entities.ts';
import type { AdHocResult, Instant, Key, ListenerEvent, ListenerResult, UserTaskChanges, Variables } from './values.ts';

export interface ResourceFile {
  name: string;
  content: Uint8Array | string;
}

/** What came of one file of a deployment. */
export type Deployment =
  | { kind: 'process'; process: DeployedProcess }
  | { kind: 'decisionRequirements'; decisionRequirements: DeployedDecisionRequirements }
  | { kind: 'decision'; decision: DeployedDecision }
  | { kind: 'form'; form: DeployedForm }
  | { kind: 'resource'; resource: DeployedGeneric };

/** Names a process definition: by key, or by BPMN id and version (-1 or absent: latest). */
export interface ProcessReference {
  processDefinitionKey?: Key;
  bpmnProcessId?: string;
  version?: number;
}

export interface CreatedInstance {
  processInstanceKey: Key;
  processDefinitionKey: Key;
  bpmnProcessId: string;
  version: number;
}

/** Every command with its value and its result: the whole write side of the engine. */
export interface Commands {
  DEPLOY_RESOURCES: {
    value: { resources: ResourceFile[]; tenantId?: string };
    result: { deploymentKey: Key; deployments: Deployment[] };
  };
  /** Deletes a process definition, decision requirements or form by its own key. */
  DELETE_RESOURCE: { value: { resourceKey: Key }; result: Record<string, never> };

  CREATE_PROCESS_INSTANCE: {
    /** `startElementIds`: begins at these elements rather than at its start event. */
    value: ProcessReference & {
      variables?: Variables;
      tags?: string[];
      businessId?: string;
      tenantId?: string;
      startElementIds?: string[];
    };
    result: CreatedInstance;
  };
  /** Resolves when the instance has completed; rejects (INVALID_STATE) when it was terminated. */
  CREATE_PROCESS_INSTANCE_WITH_RESULT: {
    value: ProcessReference & {
      variables?: Variables;
      fetchVariables?: string[];
      tags?: string[];
      businessId?: string;
      tenantId?: string;
      startElementIds?: string[];
    };
    result: CreatedInstance & { variables: Variables };
  };
  CANCEL_PROCESS_INSTANCE: { value: { processInstanceKey: Key }; result: Record<string, never> };

  /** Takes what is there now and never waits: see `Engine.onJobsAvailable` for long polling. */
  ACTIVATE_JOBS: {
    value: {
      type: string;
      worker: string;
      /** Lease in milliseconds. */
      timeout: number;
      maxJobsToActivate: number;
      /** Empty or absent: all variables visible from the job. */
      fetchVariables?: string[];
      tenantIds?: string[];
    };
    /** `more`: there may be others, left for the next to ask. */
    result: { jobs: ActivatedJob[]; more: boolean };
  };
  /** Gives activated jobs back at once, retries unchanged: their client went away before it got them. */
  RETURN_JOBS: {
    /** A job is named with its deadline: one that someone else has leased since stays theirs. */
    value: { leases: { jobKey: Key; deadline: Instant }[] };
    result: Record<string, never>;
  };
  COMPLETE_JOB: {
    /** `result` of a task listener's job, `adHoc` of an ad-hoc sub-process's. */
    value: { jobKey: Key; variables?: Variables; result?: ListenerResult; adHoc?: AdHocResult };
    result: Record<string, never>;
  };
  FAIL_JOB: {
    value: {
      jobKey: Key;
      retries: number;
      errorMessage?: string;
      /** Milliseconds. */
      retryBackOff?: number;
      variables?: Variables;
      /** Whether a job whose lease ran out, or that nobody took, can be failed too: REST says so, gRPC does not. */
      evenIfNotLeased?: boolean;
    };
    result: Record<string, never>;
  };
  THROW_JOB_ERROR: {
    value: { jobKey: Key; errorCode: string; errorMessage?: string; variables?: Variables };
    result: Record<string, never>;
  };
  /** One or both at once; a timeout counts from now. */
  UPDATE_JOB: { value: { jobKey: Key; retries?: number; timeout?: number }; result: Record<string, never> };

  PUBLISH_MESSAGE: {
    value: {
      name: string;
      correlationKey: string;
      /** Milliseconds; 0: reaches who waits now and is never kept. */
      timeToLive?: number;
      messageId?: string;
      variables?: Variables;
      tenantId?: string;
    };
    result: { messageKey: Key };
  };
  /** NOT_FOUND when nothing waits for it; never kept. */
  CORRELATE_MESSAGE: {
    value: { name: string; correlationKey: string; variables?: Variables; tenantId?: string };
    result: { messageKey: Key; processInstanceKey: Key };
  };
  BROADCAST_SIGNAL: {
    value: { signalName: string; variables?: Variables; tenantId?: string };
    result: { signalKey: Key };
  };

  /** `elementInstanceKey`: a process instance or any element instance alive. */
  SET_VARIABLES: {
    value: { elementInstanceKey: Key; variables: Variables; local?: boolean };
    result: { key: Key };
  };
  RESOLVE_INCIDENT: { value: { incidentKey: Key }; result: Record<string, never> };
  /** Enters activities of an ad-hoc sub-process by their ids. */
  ACTIVATE_AD_HOC_ACTIVITIES: {
    value: {
      adHocSubProcessInstanceKey: Key;
      elements: { elementId: string; variables?: Variables }[];
      cancelRemainingInstances?: boolean;
    };
    result: Record<string, never>;
  };
  /** Starts an instance by each conditional start event whose condition holds for these variables. */
  EVALUATE_CONDITIONALS: {
    value: { variables?: Variables; processDefinitionKey?: Key; tenantId?: string };
    result: {
      conditionalEvaluationKey: Key;
      processInstances: { processDefinitionKey: Key; processInstanceKey: Key }[];
    };
  };
  MODIFY_PROCESS_INSTANCE: {
    value: {
      processInstanceKey: Key;
      activate?: {
        elementId: string;
        ancestorElementInstanceKey?: Key;
        variables?: { scopeId?: string; variables: Variables }[];
      }[];
      /** Stops each source and enters a target for it: in the scope named, found from the source, or the source's own. */
      move?: {
        source: { elementInstanceKey: Key } | { elementId: string };
        targetElementId: string;
        ancestor?: { elementInstanceKey: Key } | 'inferred' | 'sourceParent';
        variables?: { scopeId?: string; variables: Variables }[];
      }[];
      /** One instance, or all of one element. */
      terminate?: ({ elementInstanceKey: Key } | { elementId: string })[];
    };
    result: Record<string, never>;
  };
  MIGRATE_PROCESS_INSTANCE: {
    value: {
      processInstanceKey: Key;
      targetProcessDefinitionKey: Key;
      mappings: { sourceElementId: string; targetElementId: string }[];
    };
    result: Record<string, never>;
  };

  EVALUATE_DECISION: {
    value: { decisionKey?: Key; decisionId?: string; variables?: Variables; tenantId?: string };
    result: DecisionOutcome;
  };

  /** The next four resolve when the transition is over, listeners included, and reject (INVALID_STATE) when denied. */
  ASSIGN_USER_TASK: {
    value: { userTaskKey: Key; assignee: string; allowOverride?: boolean; action?: string };
    result: Record<string, never>;
  };
  UNASSIGN_USER_TASK: { value: { userTaskKey: Key; action?: string }; result: Record<string, never> };
  UPDATE_USER_TASK: {
    value: { userTaskKey: Key; changes: UserTaskChanges; action?: string };
    result: Record<string, never>;
  };
  COMPLETE_USER_TASK: {
    value: { userTaskKey: Key; variables?: Variables; action?: string };
    result: Record<string, never>;
  };

  CREATE_GLOBAL_LISTENER: {
    value: {
      id: string;
      type: string;
      eventTypes: (ListenerEvent | 'all')[];
      retries?: number;
      afterNonGlobal?: boolean;
      priority?: number;
      source?: 'API' | 'CONFIGURATION';
    };
    result: GlobalTaskListener;
  };
  UPDATE_GLOBAL_LISTENER: {
    value: {
      id: string;
      type?: string;
      eventTypes?: (ListenerEvent | 'all')[];
      retries?: number;
      afterNonGlobal?: boolean;
      priority?: number;
    };
    result: GlobalTaskListener;
  };
  DELETE_GLOBAL_LISTENER: { value: { id: string }; result: Record<string, never> };

  CREATE_CLUSTER_VARIABLE: { value: ClusterVariable; result: ClusterVariable };
  UPDATE_CLUSTER_VARIABLE: { value: ClusterVariable; result: ClusterVariable };
  DELETE_CLUSTER_VARIABLE: { value: Pick<ClusterVariable, 'scope' | 'name'>; result: Record<string, never> };

  /** Stops the engine's clock at an instant (tests, demonstrations). */
  PIN_CLOCK: { value: { timestamp: number }; result: Record<string, never> };
  RESET_CLOCK: { value: Record<string, never>; result: Record<string, never> };

  /** Sent by the engine to itself when something is due. */
  TRIGGER_TIMER: { value: { timerKey: Key }; result: Record<string, never> };
  TIME_OUT_JOB: { value: { jobKey: Key }; result: Record<string, never> };
  EXPIRE_MESSAGE: { value: { messageKey: Key }; result: Record<string, never> };
}

export type CommandType = keyof Commands;
export type CommandValue<T extends CommandType> = Commands[T]['value'];
export type CommandResult<T extends CommandType> = Commands[T]['result'];

/** What EVALUATE_DECISION answers. A table that fails answers with `failureMessage`, it does not reject. */
export interface DecisionOutcome {
  evaluationKey: Key;
  decisionKey: Key;
  decisionId: string;
  decisionName: string;
  decisionVersion: number;
  decisionRequirementsId: string;
  decisionRequirementsKey: Key;
  output: unknown;
  evaluatedDecisions: DecisionEvaluation[];
  failedDecisionId: string;
  failureMessage: string;
}
