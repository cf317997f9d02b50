/** An index: its columns, in order, and, when it holds some rows only, what is true of these. */
interface Index {
  readonly columns: readonly string[];
  readonly where?: string;
}

const on = (...columns: string[]): Index => ({ columns });
/** Of the rows that hold a value. */
const given = (column: string): Index => ({ columns: [column], where: `"${column}" is not null` });
const only = (column: string, where: string): Index => ({ columns: [column], where });

/**
 * By table. Each costs a few microseconds a row that is written: there is none for what another one finds as well (see
 * search/ways.ts), and what few rows hold, or few look for, is left out of it.
 */
export const INDEXES: Readonly<Record<string, readonly Index[]>> = {
  process_instance: [
    on('processDefinitionKey'),
    on('state'),
    on('startDate'),
    on('endDate'),
    given('parentProcessInstanceKey'),
    given('parentElementInstanceKey'),
    given('businessId'),
    only('hasIncident', '"hasIncident" = 1'),
  ],
  element_instance: [
    on('processInstanceKey'),
    on('processDefinitionKey', 'elementId'),
    on('state', 'type'),
    on('startDate'),
    on('endDate'),
    given('incidentKey'),
    only('hasIncident', '"hasIncident" = 1'),
  ],
  sequence_flow: [on('processInstanceKey')],
  job: [
    on('processInstanceKey'),
    on('processDefinitionKey', 'elementId'),
    on('type'),
    on('creationTime'),
    on('endTime'),
    only('state', `state <> 'COMPLETED'`),
  ],
  user_task: [
    on('processInstanceKey'),
    on('processDefinitionKey', 'elementId'),
    on('state'),
    on('assignee'),
    on('creationDate'),
    on('completionDate'),
    given('dueDate'),
    given('followUpDate'),
  ],
  // and their names with their values: VARIABLE_VALUE
  variable: [on('scopeKey'), on('processInstanceKey')],
  incident: [
    on('processInstanceKey'),
    on('rootProcessInstanceKey'),
    on('processDefinitionKey', 'elementId'),
    on('jobKey'),
    on('errorType'),
    on('state'),
    on('creationTime'),
  ],
  decision_instance: [
    on('processInstanceKey'),
    on('decisionEvaluationKey'),
    on('decisionDefinitionKey'),
    on('decisionDefinitionId'),
    on('evaluationDate'),
    only('state', `state <> 'EVALUATED'`),
  ],
  batch_operation: [on('state'), on('endDate')],
  batch_operation_item: [on('batchOperationKey'), on('processInstanceKey')],
  message_subscription: [
    on('processInstanceKey'),
    on('processDefinitionKey', 'elementId'),
    on('correlationKey'),
    on('messageName'),
    on('lastUpdatedDate'),
    only('messageSubscriptionState', `"messageSubscriptionState" = 'CREATED'`),
  ],
  correlated_message_subscription: [
    on('processInstanceKey'),
    on('processDefinitionKey', 'elementId'),
    on('correlationKey'),
    on('messageName'),
    on('messageKey'),
    on('correlationTime'),
  ],
  document: [on('contentHash'), on('expiresAt')],
};

/**
 * So much of a variable's value is in its index: a value may hold megabytes. Most are in it whole, so that a part of them is
 * looked for in the index alone, which takes half as long.
 */
const INDEXED_CHARACTERS = 512;
/** The part of a value that is in the index. */
export const indexedPart = (sql: string): string => `substr(${sql}, 1, ${INDEXED_CHARACTERS})`;
/** Whether the index may lack some of a value, which it has a part of. */
export const isCut = (sql: string): string => `octet_length(${indexedPart(sql)}) >= ${INDEXED_CHARACTERS}`;
/** Whether the index has all of a value. */
export const isWithinIndex = (value: string): boolean => value.length < INDEXED_CHARACTERS;
export const VARIABLE_VALUE = 'variable_value_512';
/** Of former engines: nothing reads them any more. */
export const FORMER_INDEXES: readonly string[] = ['variable_value'];

/** The index that a field is the first column of, or another one. */
export function indexOf(table: string, field: string): { name: string; column: number; where?: string } | undefined {
  for (const column of [0, 1]) {
    const found = INDEXES[table]?.find(({ columns }) => columns[column] === field);
    if (found !== undefined) return { ...found, name: nameOf(table, found), column };
  }
  return undefined;
}

/** The name of an index that a statement must read by. */
export function indexNamed(table: string, field: string): string {
  return indexOf(table, field)?.name ?? field;
}

/** An index that is to be there, and what makes it. */
export interface Creation {
  readonly name: string;
  readonly table: string;
  readonly sql: string;
}

/** All indexes. */
export function* creations(): Generator<Creation> {
  const creation = (name: string, table: string, rows: string) => ({
    name,
    table,
    sql: `create index if not exists ${name} on ${table} ${rows}`,
  });
  for (const [table, indexes] of Object.entries(INDEXES)) {
    for (const index of indexes) {
      const columns = index.columns.map((column) => `"${column}"`).join(', ');
      const where = index.where === undefined ? '' : ` where ${index.where}`;
      yield creation(nameOf(table, index), table, `(${columns})${where}`);
    }
  }
  yield creation(VARIABLE_VALUE, 'variable', `(name, ${indexedPart('value')}, "scopeKey")`);
  // asked at each incident that is resolved: whether another one is still open there
  for (const field of ['processInstanceKey', 'elementInstanceKey'])
    yield creation(`incident_open_${field}`, 'incident', `("${field}") where state = 'ACTIVE'`);
}

const nameOf = (table: string, { columns }: Index): string => `${table}_${columns.join('_')}`;
