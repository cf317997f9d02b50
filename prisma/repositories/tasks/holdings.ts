import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { Prisma, type Tx } from '../../client.ts';
import { call, db, exists, isOneOf, statement } from '../../connection/typed-sql.ts';
import { heldToday, holdersOfTask } from './holders.ts';

// Who holds tasks. `task_holders` is the rule; rows of task_holding are what it says of the tasks that wait, for lists
// (docs/decisions/who-holds-a-task.md).

/** Today's holders of the task in `key`, as a subquery of one column: the rule itself. */
export const holdersToday = (key: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(select h.person_id from task_holders(array[${key}], paris_day(now())) h)`;

const holdersNow = statement((given: { taskKey: string }) => holdersOfTask(sql<string>`${given.taskKey}::text`));

/** Who may act on the task now. */
export const holdersOf = async (tx: Tx, taskKey: string): Promise<string[]> =>
  (await holdersNow.all(tx, { taskKey })).map((holder) => holder.person_id);

/** The rows of task_holding that hold today, as `h`: which day that is, is computed once and not for each row. */
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

/** Whether somebody holds today a task that this transaction put on the list: its rows were kept as it was written. */
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

/** Whether rows of this person's list are yet to be kept after a change of many. */
export const isListMoving = async (tx: Tx, personId: string): Promise<boolean> =>
  (await moving.one(tx, { personId })).moving;

/** What a worker is to keep the rows of: the holders of a role, of any when null, for the structures from one downwards. */
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

/** The scopes that changed, and the mark by which `isSettled` tells when everybody sees the change. */
export const changedScopes = (tx: Tx): Promise<{ scopes: HoldingScope[]; mark: string }> => scopesNow.one(tx, {});

const settled = statement((given: { mark: string }) =>
  db.selectNoFrom(sql<boolean>`pg_snapshot_xmin(pg_current_snapshot()) >= ${given.mark}::xid8`.as('settled')),
);

/**
 * Whether every transaction that ran at the mark is over. A task that was being opened as a right was given is seen by
 * neither transaction; once both are over, whoever reads sees both.
 */
export const isSettled = async (tx: Tx, mark: string): Promise<boolean> => (await settled.one(tx, { mark })).settled;

const keysInScope = statement(({ role, structureId }: Omit<HoldingScope, 'id'>) =>
  db.selectNoFrom(sql<string[]>`tasks_in_scope(${role}::text, ${structureId}::uuid, null)`.as('keys')),
);

/** The tasks that wait in a scope. */
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

/** Keeps the rows of those of these tasks that nobody is changing; the others are returned, to be kept in a moment. */
export async function keepHoldings(tx: Tx, keys: readonly string[]): Promise<string[]> {
  const taken = (await freeTasks.all(tx, { keys })).map(({ key }) => key);
  await holdingsKept.run(tx, { keys: taken });
  const kept = new Set(taken);
  return keys.filter((key) => !kept.has(key));
}

export async function dropScope(tx: Tx, { id }: HoldingScope): Promise<void> {
  await tx.holdingScope.deleteMany({ where: { id } });
}
