import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { Prisma, type Tx } from '../../client.ts';
import { call, db, exists, isOneOf, statement } from '../../connection/typed-sql.ts';
import { heldToday, holdersOfTask } from './holders.ts';

// Who holds tasks. `task_holders` is the rule; rows of task_holding are its results for waiting
// tasks, for lists (docs/decisions/who-holds-a-task.md).

const holdersNow = statement((given: { taskKey: string }) => holdersOfTask(sql<string>`${given.taskKey}::text`));

/** Lists who may act on the task now. */
export const holdersOf = async (tx: Tx, taskKey: string): Promise<string[]> =>
  (await holdersNow.all(tx, { taskKey })).map((holder) => holder.person_id);

/**
 * Condition for rows of task_holding, as `h`, that hold today; the day is computed once and not for
 * each row.
 */
export const HELD_TODAY = Prisma.sql`
  h."from" <= (select paris_day(now())) and h.until >= (select paris_day(now()))`;

const heldNow = statement((given: { taskKey: string }) =>
  db.selectNoFrom((eb) =>
    exists(
      eb
        .selectFrom('task_holding as h')
        .where('h.task_key', '=', given.taskKey)
        .where((row) => heldToday({ from: row.ref('h.from'), until: row.ref('h.until') })),
    ).as('held'),
  ),
);

/**
 * True if somebody holds today a task that this transaction opened: its rows were written with it.
 */
export const isHeld = async (tx: Tx, taskKey: string): Promise<boolean> => (await heldNow.one(tx, { taskKey })).held;

const moving = statement((given: { personId: string }) =>
  db.selectNoFrom((eb) =>
    exists(
      eb
        .selectFrom('holding_scope as s')
        .where('s.waits', '=', true)
        .where((scope) =>
          scope.or([
            scope('s.role', 'is', null),
            scope.exists(
              scope
                .selectFrom('habilitation as h')
                .where('h.person_id', '=', given.personId)
                .whereRef('h.role', '=', 's.role'),
            ),
          ]),
        ),
    ).as('moving'),
  ),
);

/** True if rows of this person's list are still to be updated after a change of many. */
export const isListMoving = async (tx: Tx, personId: string): Promise<boolean> =>
  (await moving.one(tx, { personId })).moving;

/**
 * The rows that a worker updates: the holders of a role (null: of any), for a structure and those
 * below it.
 */
export interface HoldingScope {
  readonly id: string;
  readonly role: string | null;
  readonly structureId: string;
}

const scopesNow = statement(() =>
  db.selectNoFrom((eb) => [
    jsonArrayFrom(
      eb.selectFrom('holding_scope').select(['id', 'role', 'structure_id as structureId']).orderBy('at').orderBy('id'),
    ).as('scopes'),
    sql<string>`pg_snapshot_xmax(pg_current_snapshot())::text`.as('mark'),
  ]),
);

/**
 * Lists the scopes that changed, with the mark by which `isSettled` tells when everybody sees the
 * change.
 */
export const changedScopes = (tx: Tx): Promise<{ scopes: HoldingScope[]; mark: string }> => scopesNow.one(tx, {});

const settled = statement((given: { mark: string }) =>
  db.selectNoFrom(sql<boolean>`pg_snapshot_xmin(pg_current_snapshot()) >= ${given.mark}::xid8`.as('settled')),
);

/**
 * True once every transaction that ran at the mark is over. A task being opened while a right is
 * given is seen by neither transaction; once both are over, later readers see both.
 */
export const isSettled = async (tx: Tx, mark: string): Promise<boolean> => (await settled.one(tx, { mark })).settled;

const keysInScope = statement(({ role, structureId }: Omit<HoldingScope, 'id'>) =>
  db.selectNoFrom(sql<string[]>`tasks_in_scope(${role}::text, ${structureId}::uuid, null)`.as('keys')),
);

/** Lists the tasks that wait in a scope. */
export const tasksInScope = async (tx: Tx, scope: HoldingScope): Promise<string[]> =>
  (await keysInScope.one(tx, scope)).keys;

const freeTasks = statement((given: { keys: readonly string[] }) =>
  db
    .selectFrom('task')
    .select('key')
    .where((eb) => isOneOf(eb.ref('key'), given.keys))
    .orderBy('key')
    .forNoKeyUpdate()
    .skipLocked(),
);

const holdingsKept = statement((given: { keys: string[] }) =>
  db.selectNoFrom(call('keep_task_holdings', given.keys).as('kept')),
);

/**
 * Updates the rows of those of these tasks that nobody is changing; returns the others, to retry in
 * a moment.
 */
export async function keepHoldings(tx: Tx, keys: readonly string[]): Promise<string[]> {
  const taken = (await freeTasks.all(tx, { keys })).map(({ key }) => key);
  await holdingsKept.run(tx, { keys: taken });
  const kept = new Set(taken);
  return keys.filter((key) => !kept.has(key));
}

/** Removes a scope once its rows are up to date. */
export async function dropScope(tx: Tx, { id }: HoldingScope): Promise<void> {
  await tx.holdingScope.deleteMany({ where: { id } });
}
