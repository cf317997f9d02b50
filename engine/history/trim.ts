import type { DatabaseSync } from 'node:sqlite';
import type { Forgettable } from './messages.ts';

/** Instances forgotten in one transaction: searches wait no longer than that takes. */
const AT_ONCE = 200;
/** What goes with a process instance. */
const PARTS = [
  'element_instance',
  'sequence_flow',
  'job',
  'user_task',
  'variable',
  'incident',
  'decision_instance',
  'message_subscription',
  'correlated_message_subscription',
  'process_instance',
];

/** Forgets some of the instances that ended before `before`, with all their parts. True when there may be more. */
export function trim(database: DatabaseSync, before: number): boolean {
  // decisions that a caller asked for belong to no instance
  database
    .prepare('delete from decision_instance where "processInstanceKey" is null and "evaluationDate" < ?')
    .run(before);
  database
    .prepare(
      `delete from batch_operation_item where "batchOperationKey" in
         (select "batchOperationKey" from batch_operation where "endDate" < ?)`,
    )
    .run(before);
  database.prepare('delete from batch_operation where "endDate" < ?').run(before);
  const over = database.prepare('select "processInstanceKey" as key from process_instance where "endDate" < ? limit ?');
  over.setReadBigInts(true);
  const keys = over.all(before, AT_ONCE).map((row) => row.key as bigint);
  if (keys.length === 0) return false;
  forgetInstances(database, keys);
  return keys.length === AT_ONCE;
}

/** Removes what has these keys, with all its parts; what is not there is no error. */
export function forget(database: DatabaseSync, entity: Forgettable, keys: readonly string[]): void {
  switch (entity) {
    case 'processInstance':
      forgetInstances(database, keys.map(BigInt));
      break;
    case 'decisionInstance':
      deleteAll(database, ['decision_instance'], 'decisionEvaluationKey', keys.map(BigInt));
      break;
    case 'document':
      deleteAll(database, ['document'], 'documentId', keys);
  }
}

function forgetInstances(database: DatabaseSync, keys: readonly bigint[]): void {
  deleteAll(database, PARTS, 'processInstanceKey', keys);
}

function deleteAll(
  database: DatabaseSync,
  tables: readonly string[],
  column: string,
  keys: readonly (bigint | string)[],
): void {
  const marks = keys.map(() => '?').join(', ');
  database.exec('begin');
  try {
    for (const table of tables) database.prepare(`delete from ${table} where "${column}" in (${marks})`).run(...keys);
    database.exec('commit');
  } catch (error) {
    if (database.isTransaction) database.exec('rollback');
    throw error;
  }
}
