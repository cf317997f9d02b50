import type { DatabaseSync } from 'node:sqlite';
import { type Entity, entities, type FieldKind } from './entities.ts';
import { errorHash } from './error-hash.ts';

/** Raised when a table's meaning changes: a file of another shape is refused rather than misread. New columns are added. */
const SCHEMA_VERSION = 1;

const TYPES: Record<FieldKind, string> = {
  key: 'integer',
  text: 'text',
  int: 'real',
  bool: 'integer',
  date: 'integer',
  json: 'text',
};

/** Fields that searches filter on most: without an index each would read the whole table. */
const INDEXES: Readonly<Record<string, readonly string[]>> = {
  process_instance: ['processDefinitionKey', 'state', 'endDate'],
  element_instance: ['processInstanceKey'],
  sequence_flow: ['processInstanceKey'],
  job: ['processInstanceKey', 'type'],
  user_task: ['processInstanceKey', 'state', 'assignee'],
  variable: ['scopeKey', 'processInstanceKey'],
  incident: ['processInstanceKey', 'rootProcessInstanceKey', 'state', 'jobKey'],
  decision_instance: ['processInstanceKey', 'decisionEvaluationKey', 'evaluationDate'],
  batch_operation: ['state', 'endDate'],
  batch_operation_item: ['batchOperationKey', 'processInstanceKey'],
  message_subscription: ['processInstanceKey', 'elementInstanceKey'],
  correlated_message_subscription: ['processInstanceKey'],
  document: ['contentHash', 'expiresAt'],
};

/** Creates the tables, one per entity, from their description. */
export function createSchema(database: DatabaseSync): void {
  const { user_version: found } = database.prepare('pragma user_version').get() as { user_version: number };
  if (found !== 0 && found !== SCHEMA_VERSION) {
    throw new Error(`The history has the shape ${found}; this engine reads the shape ${SCHEMA_VERSION}`);
  }
  database.exec(`pragma user_version = ${SCHEMA_VERSION}`);
  database.function('error_hash', { deterministic: true }, errorHash);
  for (const entity of Object.values<Entity>(entities)) {
    const columns = Object.entries(entity.fields).map(
      ([field, kind]) => `"${field}" ${TYPES[kind]}${field === entity.key ? ' primary key' : ''}`,
    );
    database.exec(`create table if not exists ${entity.table} (${columns.join(', ')}) strict`);
    for (const field of INDEXES[entity.table] ?? []) {
      database.exec(`create index if not exists ${entity.table}_${field} on ${entity.table} ("${field}")`);
    }
  }
  // asked at each incident that is resolved: whether another one is still open there
  for (const field of ['processInstanceKey', 'elementInstanceKey']) {
    database.exec(`create index if not exists incident_open_${field} on incident ("${field}") where state = 'ACTIVE'`);
  }
  database.exec(`
    create table if not exists position (id integer primary key check (id = 1), value text not null) strict;
    create table if not exists decision_requirements (key integer primary key, name text, version integer) strict;
    create table if not exists deleted_file (key integer primary key, content text not null) strict;
    create table if not exists element_name (
      "processDefinitionKey" integer, "elementId" text, name text, primary key ("processDefinitionKey", "elementId")
    ) strict, without rowid;
  `);
}
