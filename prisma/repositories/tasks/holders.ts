import { type Expression, sql } from 'kysely';
import { call, db } from '../../connection/typed-sql.ts';
import { today } from '../periods.ts';

// What typed statements ask of who holds tasks; holdings.ts asks the same for those that are not typed yet.

/** Today's holders of a task, as an array: the rule itself. */
export const holdersToday = (key: Expression<string>) =>
  sql<string[]>`array(select h.person_id from task_holders(array[${key}], ${today}) h)`;

/**
 * Who may not decide on a task for what they decided before, as an array: at a step that it must be distinct from, or on what the
 * request contests. Each half finds its decisions by their request: in one condition with « or », PostgreSQL judged every
 * decision of the ministry.
 */
export const excludedFrom = (task: {
  readonly distinctFrom: Expression<string[] | null>;
  readonly decision: Expression<string | null>;
  readonly requestId: Expression<string>;
  readonly contestsId: Expression<string | null>;
}) => {
  const standing = db.selectFrom('decision as d').select('d.author_id').where('d.voided_at', 'is', null);
  return sql<string[]>`array(${standing
    .where('d.request_id', '=', task.requestId)
    .where(sql<boolean>`d.element_id = any(${task.distinctFrom})`)
    .union(
      standing
        .where(sql<boolean>`d.request_id = ${task.contestsId}`)
        .where((eb) => call('decided_what_is_contested', task.requestId, task.decision, eb.ref('d.author_id'))),
    )})`;
};
