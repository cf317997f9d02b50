import { type Expression, sql } from 'kysely';
import type { CivilDate } from '#domain/calendar/civil-date.ts';
import { arrayOf, call, db, isOneOf } from '../../connection/typed-sql.ts';
import { today } from '../statements/periods.ts';

// Who holds tasks, for typed statements; holdings.ts has the same for those that are not typed yet.

/** Today's holders of some tasks, as `h`: the rule itself. */
export const taskHolders = (keys: Expression<string[]>) =>
  sql<{ task_key: string; person_id: string }>`task_holders(${keys}, ${today})`.as<'h'>(sql.ref('h'));

/** Today's holders of one task. */
export const holdersOfTask = (key: Expression<string>) =>
  db.selectFrom(taskHolders(sql<string[]>`array[${key}]`)).select('h.person_id');

/** Today's holders of one task, as an array. */
export const holdersToday = (key: Expression<string>) => arrayOf(holdersOfTask(key));

/** True if a row of task_holding holds today; the day is computed once and not for each row. */
export const heldToday = (row: { readonly from: Expression<CivilDate>; readonly until: Expression<CivilDate> }) =>
  sql<boolean>`${row.from} <= (select ${today}) and ${row.until} >= (select ${today})`;

/**
 * The people who may not decide on a task because of an earlier decision, as an array: at a step
 * that it must be distinct from, or on what the request contests. Each half finds its decisions by
 * their request: with one condition joined by « or », PostgreSQL examined every decision of the
 * ministry.
 */
export const excludedFrom = (task: {
  readonly distinctFrom: Expression<string[] | null>;
  readonly decision: Expression<string | null>;
  readonly requestId: Expression<string>;
  readonly contestsId: Expression<string | null>;
}) => {
  const standing = db.selectFrom('decision as d').select('d.author_id').where('d.voided_at', 'is', null);
  return arrayOf(
    standing
      .where('d.request_id', '=', task.requestId)
      .where((eb) => isOneOf(eb.ref('d.element_id'), task.distinctFrom))
      .union(
        standing
          .where(sql<boolean>`d.request_id = ${task.contestsId}`)
          .where((eb) => call('decided_what_is_contested', task.requestId, task.decision, eb.ref('d.author_id'))),
      ),
  );
};
