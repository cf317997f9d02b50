import {
  ACTOR_TYPES,
  BATCH_ITEM_STATES,
  BATCH_STATES,
  BATCH_TYPES,
  DECISION_STATES,
  DECISION_TYPES,
  DEFINITION_STATES,
  ELEMENT_TYPES,
  INCIDENT_STATES,
  INCIDENT_TYPES,
  INSTANCE_STATES,
  JOB_KINDS,
  JOB_STATES,
  LISTENER_EVENTS,
  SUBSCRIPTION_STATES,
  TASK_STATES,
  type Words,
} from './enumerations.ts';

/** How a field is stored and compared. Keys are 64-bit: INTEGER in SQLite, decimal strings everywhere else. */
export type FieldKind = 'key' | 'text' | 'int' | 'bool' | 'date' | 'json';

/** A searchable entity: its table, its primary key and its fields under the names the REST API gives them. */
export interface Entity {
  readonly table: string;
  readonly key: string;
  readonly fields: Readonly<Record<string, FieldKind>>;
  /** Fields kept for filters only, not part of what the API answers. */
  readonly hidden?: readonly string[];
  /** Filters on list-valued fields: filter name → the JSON array it looks into. */
  readonly lists?: Readonly<Record<string, string>>;
  /** Filters on variables: filter name → the field that names the scope they are looked up in. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Filters on what an instance holds: those of one relation must hold for the same row of it. */
  readonly related?: readonly Relation[];
  /** Flags answered and filtered on though no table holds them: what makes each, in SQL. */
  readonly flags?: Readonly<Record<string, string>>;
  /** Fields that hold one of a few words, and which. */
  readonly words?: Readonly<Record<string, Words>>;
}

/** Rows of another table with the same `processInstanceKey`. */
export interface Relation {
  readonly table: string;
  /** What these rows must be like besides, in SQL over `r`, as the index of their states has it. */
  readonly where: string;
  /** By filter name. */
  readonly filters: Readonly<Record<string, RelationFilter>>;
}

/** A field of the other table, as it is or, with `sql`, what is made of it. */
export interface RelationFilter {
  readonly field: string;
  readonly sql?: string;
  readonly kind: FieldKind;
  readonly words?: Words;
}

/** Longer values are cut in the answers of searches, as a cluster does, unless the caller asks for all of them. */
export const MAX_SHOWN = 8191;
const IS_LONG = `length(value) > ${MAX_SHOWN}`;

const definition = {
  processDefinitionId: 'text',
  processDefinitionKey: 'key',
  tenantId: 'text',
} as const;

const processInstance: Entity = {
  table: 'process_instance',
  key: 'processInstanceKey',
  fields: {
    ...definition,
    processInstanceKey: 'key',
    processDefinitionName: 'text',
    processDefinitionVersion: 'int',
    processDefinitionVersionTag: 'text',
    startDate: 'date',
    endDate: 'date',
    state: 'text',
    hasIncident: 'bool',
    parentProcessInstanceKey: 'key',
    parentElementInstanceKey: 'key',
    rootProcessInstanceKey: 'key',
    tags: 'json',
    businessId: 'text',
  },
  variables: { variables: 'processInstanceKey' },
  words: { state: INSTANCE_STATES },
  related: [
    {
      table: 'element_instance',
      where: '1',
      filters: {
        elementId: { field: 'elementId', kind: 'text' },
        elementInstanceState: { field: 'state', kind: 'text', words: INSTANCE_STATES },
        hasElementInstanceIncident: { field: 'hasIncident', kind: 'bool' },
      },
    },
    {
      table: 'incident',
      where: `r.state = 'ACTIVE'`,
      filters: {
        errorMessage: { field: 'errorMessage', kind: 'text' },
        incidentErrorHashCode: { field: 'errorMessage', sql: 'error_hash(r."errorMessage")', kind: 'int' },
      },
    },
    {
      table: 'job',
      where: `r.state = 'FAILED' and r.state <> 'COMPLETED'`,
      filters: { hasRetriesLeft: { field: 'hasFailedWithRetriesLeft', kind: 'bool' } },
    },
    {
      table: 'batch_operation_item',
      where: '1',
      filters: {
        batchOperationKey: { field: 'batchOperationKey', kind: 'key' },
        batchOperationId: { field: 'batchOperationKey', kind: 'key' },
      },
    },
  ],
};

const elementInstance: Entity = {
  table: 'element_instance',
  key: 'elementInstanceKey',
  fields: {
    ...definition,
    elementInstanceKey: 'key',
    processInstanceKey: 'key',
    rootProcessInstanceKey: 'key',
    elementId: 'text',
    elementName: 'text',
    type: 'text',
    state: 'text',
    startDate: 'date',
    endDate: 'date',
    hasIncident: 'bool',
    incidentKey: 'key',
    elementInstanceScopeKey: 'key',
  },
  hidden: ['elementInstanceScopeKey'],
  words: { state: INSTANCE_STATES, type: ELEMENT_TYPES },
};

const sequenceFlow: Entity = {
  table: 'sequence_flow',
  key: 'flowKey',
  fields: {
    ...definition,
    flowKey: 'key',
    sequenceFlowId: 'text',
    elementId: 'text',
    processInstanceKey: 'key',
    rootProcessInstanceKey: 'key',
  },
  hidden: ['flowKey'],
};

const job: Entity = {
  table: 'job',
  key: 'jobKey',
  fields: {
    ...definition,
    jobKey: 'key',
    type: 'text',
    worker: 'text',
    state: 'text',
    kind: 'text',
    listenerEventType: 'text',
    retries: 'int',
    deadline: 'date',
    errorCode: 'text',
    errorMessage: 'text',
    isDenied: 'bool',
    deniedReason: 'text',
    hasFailedWithRetriesLeft: 'bool',
    customHeaders: 'json',
    elementId: 'text',
    elementInstanceKey: 'key',
    processInstanceKey: 'key',
    rootProcessInstanceKey: 'key',
    creationTime: 'date',
    lastUpdateTime: 'date',
    endTime: 'date',
  },
  words: { state: JOB_STATES, kind: JOB_KINDS, listenerEventType: LISTENER_EVENTS },
};

const userTask: Entity = {
  table: 'user_task',
  key: 'userTaskKey',
  fields: {
    ...definition,
    userTaskKey: 'key',
    name: 'text',
    state: 'text',
    assignee: 'text',
    elementId: 'text',
    elementInstanceKey: 'key',
    candidateGroups: 'json',
    candidateUsers: 'json',
    creationDate: 'date',
    completionDate: 'date',
    followUpDate: 'date',
    dueDate: 'date',
    externalFormReference: 'text',
    formKey: 'key',
    processDefinitionVersion: 'int',
    processName: 'text',
    processInstanceKey: 'key',
    rootProcessInstanceKey: 'key',
    customHeaders: 'json',
    priority: 'int',
    tags: 'json',
  },
  lists: { candidateGroup: 'candidateGroups', candidateUser: 'candidateUsers' },
  variables: { processInstanceVariables: 'processInstanceKey', localVariables: 'elementInstanceKey' },
  words: { state: TASK_STATES },
};

const variable: Entity = {
  table: 'variable',
  key: 'variableKey',
  fields: {
    variableKey: 'key',
    name: 'text',
    value: 'text',
    scopeKey: 'key',
    processInstanceKey: 'key',
    rootProcessInstanceKey: 'key',
    tenantId: 'text',
  },
  flags: { isTruncated: IS_LONG },
};

const incident: Entity = {
  table: 'incident',
  key: 'incidentKey',
  fields: {
    ...definition,
    incidentKey: 'key',
    errorType: 'text',
    errorMessage: 'text',
    elementId: 'text',
    elementInstanceKey: 'key',
    processInstanceKey: 'key',
    rootProcessInstanceKey: 'key',
    creationTime: 'date',
    state: 'text',
    jobKey: 'key',
  },
  words: { state: INCIDENT_STATES, errorType: INCIDENT_TYPES },
};

const processDefinition: Entity = {
  table: 'process_definition',
  key: 'processDefinitionKey',
  fields: {
    ...definition,
    name: 'text',
    resourceName: 'text',
    version: 'int',
    versionTag: 'text',
    hasStartForm: 'bool',
    state: 'text',
    isLatestVersion: 'bool',
  },
  hidden: ['isLatestVersion'],
  words: { state: DEFINITION_STATES },
};

const decisionDefinition: Entity = {
  table: 'decision_definition',
  key: 'decisionDefinitionKey',
  fields: {
    decisionDefinitionKey: 'key',
    decisionDefinitionId: 'text',
    name: 'text',
    version: 'int',
    decisionRequirementsId: 'text',
    decisionRequirementsKey: 'key',
    decisionRequirementsName: 'text',
    decisionRequirementsVersion: 'int',
    tenantId: 'text',
    isLatestVersion: 'bool',
  },
  hidden: ['isLatestVersion'],
};

const decisionRequirements: Entity = {
  table: 'decision_requirements_definition',
  key: 'decisionRequirementsKey',
  fields: {
    decisionRequirementsKey: 'key',
    decisionRequirementsId: 'text',
    decisionRequirementsName: 'text',
    version: 'int',
    resourceName: 'text',
    tenantId: 'text',
  },
};

const decisionInstance: Entity = {
  table: 'decision_instance',
  key: 'decisionEvaluationInstanceKey',
  fields: {
    decisionEvaluationInstanceKey: 'text',
    decisionEvaluationKey: 'key',
    state: 'text',
    evaluationDate: 'date',
    evaluationFailure: 'text',
    decisionDefinitionId: 'text',
    decisionDefinitionKey: 'key',
    decisionDefinitionName: 'text',
    decisionDefinitionVersion: 'int',
    decisionDefinitionType: 'text',
    rootDecisionDefinitionKey: 'key',
    decisionRequirementsKey: 'key',
    result: 'text',
    evaluatedInputs: 'json',
    matchedRules: 'json',
    processDefinitionKey: 'key',
    processInstanceKey: 'key',
    rootProcessInstanceKey: 'key',
    elementInstanceKey: 'key',
    tenantId: 'text',
  },
  hidden: ['decisionRequirementsKey', 'evaluatedInputs', 'matchedRules'],
  words: { state: DECISION_STATES, decisionDefinitionType: DECISION_TYPES },
};

const messageSubscription: Entity = {
  table: 'message_subscription',
  key: 'messageSubscriptionKey',
  fields: {
    ...definition,
    messageSubscriptionKey: 'key',
    processInstanceKey: 'key',
    rootProcessInstanceKey: 'key',
    elementId: 'text',
    elementInstanceKey: 'key',
    messageSubscriptionState: 'text',
    lastUpdatedDate: 'date',
    messageName: 'text',
    correlationKey: 'text',
  },
  words: { messageSubscriptionState: SUBSCRIPTION_STATES },
};

const correlatedMessageSubscription: Entity = {
  table: 'correlated_message_subscription',
  key: 'correlation',
  fields: {
    ...definition,
    correlation: 'key',
    subscriptionKey: 'key',
    messageKey: 'key',
    messageName: 'text',
    correlationKey: 'text',
    correlationTime: 'date',
    elementId: 'text',
    elementInstanceKey: 'key',
    processInstanceKey: 'key',
    rootProcessInstanceKey: 'key',
    partitionId: 'int',
  },
  hidden: ['correlation'],
};

const batchOperation: Entity = {
  table: 'batch_operation',
  key: 'batchOperationKey',
  fields: {
    batchOperationKey: 'key',
    batchOperationType: 'text',
    operationType: 'text',
    state: 'text',
    startDate: 'date',
    endDate: 'date',
    actorType: 'text',
    actorId: 'text',
    operationsTotalCount: 'int',
    operationsFailedCount: 'int',
    operationsCompletedCount: 'int',
    errors: 'json',
    plan: 'json',
  },
  hidden: ['operationType', 'plan'],
  words: {
    state: BATCH_STATES,
    operationType: BATCH_TYPES,
    batchOperationType: BATCH_TYPES,
    actorType: ACTOR_TYPES,
  },
};

const batchOperationItem: Entity = {
  table: 'batch_operation_item',
  key: 'batchItemId',
  fields: {
    batchItemId: 'text',
    operationType: 'text',
    batchOperationKey: 'key',
    itemKey: 'key',
    processInstanceKey: 'key',
    rootProcessInstanceKey: 'key',
    state: 'text',
    processedDate: 'date',
    errorMessage: 'text',
  },
  hidden: ['batchItemId'],
  words: { state: BATCH_ITEM_STATES, operationType: BATCH_TYPES },
};

const globalListener: Entity = {
  table: 'global_listener',
  key: 'id',
  fields: {
    id: 'text',
    type: 'text',
    eventTypes: 'json',
    retries: 'int',
    afterNonGlobal: 'bool',
    priority: 'int',
    source: 'text',
  },
  lists: { eventTypes: 'eventTypes' },
};

const clusterVariable: Entity = {
  table: 'cluster_variable',
  key: 'id',
  fields: { id: 'text', name: 'text', value: 'text', scope: 'text', tenantId: 'text' },
  hidden: ['id'],
  flags: { isTruncated: IS_LONG },
};

const document: Entity = {
  table: 'document',
  key: 'documentId',
  fields: {
    documentId: 'text',
    contentHash: 'text',
    contentType: 'text',
    fileName: 'text',
    size: 'int',
    expiresAt: 'date',
    processDefinitionId: 'text',
    processInstanceKey: 'key',
    customProperties: 'json',
  },
};

/** Everything the history can be asked for. */
export const entities = {
  processInstance,
  elementInstance,
  sequenceFlow,
  job,
  userTask,
  variable,
  incident,
  processDefinition,
  decisionDefinition,
  decisionRequirements,
  decisionInstance,
  messageSubscription,
  correlatedMessageSubscription,
  batchOperation,
  batchOperationItem,
  globalListener,
  clusterVariable,
  document,
} satisfies Record<string, Entity>;

export type EntityName = keyof typeof entities;
