import type { DatabaseSync } from 'node:sqlite';

/** Instances forgotten in one transaction: searches wait no longer than that takes. */
const AT_ONCE = 500;
const PARTS = [
  'element_instance',
  'sequence_flow',
  'job',
  'user_task',
  'variable',
  'incident',
  'decision_instance',
  'message_subscription',
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
  const marks = keys.map(() => '?').join(', ');
  database.exec('begin');
  try {
    for (const part of PARTS)
      database.prepare(`delete from ${part} where "processInstanceKey" in (${marks})`).run(...keys);
    database.exec('commit');
  } catch (error) {
    database.exec('rollback');
    throw error;
  }
  return keys.length === AT_ONCE;
}
