import { type Expression, expressionBuilder, sql } from 'kysely';
import { jsonBuildObject } from 'kysely/helpers/postgres';
import type { PlaceClock } from '#domain/calendar/place-clock.ts';
import type { DecisionKind } from '#domain/decision/decision.ts';
import type { TaskRole } from '#domain/permissions/role.ts';
import type { TaskFacts } from '#domain/permissions/task.ts';
import type { Tx } from '../../client.ts';
import { arrayOf, db, isOneOf, statement } from '../../connection/typed-sql.ts';
import { answersOf } from '../requests/answers.ts';
import { excludedFrom, holdersOfTask, holdersToday, taskHolders } from './holders.ts';

/** An open task as lists show it. */
export interface TaskRow {
  readonly key: string;
  readonly elementId: string;
  readonly role: TaskRole;
  readonly decision: DecisionKind;
  readonly state: TaskFacts['state'];
  readonly createdAt: Date;
  readonly dueAt: Date | null;
  /** Who took it, as long as they hold it. */
  readonly assigneeId: string | null;
  readonly assigneeFirstName: string | null;
  readonly assigneeLastName: string | null;
  readonly requestId: string;
  readonly number: string;
  readonly kind: string;
  readonly versionId: string;
  readonly filedAt: Date;
  readonly silenceAt: Date | null;
  readonly agentId: string;
  readonly filedById: string | null;
  readonly onPaper: boolean;
  readonly firstName: string;
  readonly lastName: string;
  readonly structureId: string;
  readonly structureName: string;
  readonly structurePath: string;
  readonly clock: PlaceClock;
}

/**
 * Open tasks and their requests. A person who took the task and no longer holds it is not its
 * assignee: domain/permissions/task.ts (takenByAnother).
 */
const TASKS = db
  .selectFrom('task as t')
  .innerJoin('request as r', 'r.id', 't.request_id')
  .innerJoin('person as p', 'p.id', 'r.agent_id')
  .innerJoin('structure as s', 's.id', 'r.structure_id')
  .leftJoin('person as x', (taken) =>
    taken.onRef('x.id', '=', 't.assignee_id').on((eb) => eb('t.assignee_id', 'in', holdersOfTask(eb.ref('t.key')))),
  );

const ROW = [
  't.key',
  't.element_id as elementId',
  't.role',
  't.decision',
  't.state',
  't.created_at as createdAt',
  't.due_at as dueAt',
  'x.id as assigneeId',
  'x.first_name as assigneeFirstName',
  'x.last_name as assigneeLastName',
  'r.id as requestId',
  'r.number',
  'r.kind',
  'r.version_id as versionId',
  'r.filed_at as filedAt',
  'r.silence_at as silenceAt',
  'r.agent_id as agentId',
  'r.filed_by_id as filedById',
  'r.on_paper as onPaper',
  'p.first_name as firstName',
  'p.last_name as lastName',
  's.id as structureId',
  's.name as structureName',
  's.path as structurePath',
  's.time_zone as clock',
] as const;

/** Waiting tasks as lists show them, by their keys, in any order. */
export const waitingTasks = statement((given: { keys: readonly string[] }) =>
  TASKS.select(ROW)
    .where('t.state', '=', 'created')
    .where((eb) => isOneOf(eb.ref('t.key'), given.keys)),
);

const taskOf = statement((given: { key: string }) => TASKS.select(ROW).where('t.key', '=', given.key));

/** Finds a task, in any state; null if it does not exist. */
export const findTask = (tx: Tx, key: string): Promise<TaskRow | null> => taskOf.first(tx, { key });

const judged = expressionBuilder(TASKS);

/** What rights on a task depend on, of `t` and its request `r`: TaskFacts in JSON, given its holders. */
export const taskFacts = (holderIds: Expression<string[]>) =>
  jsonBuildObject({
    role: judged.ref('t.role'),
    decision: judged.ref('t.decision'),
    state: judged.ref('t.state'),
    assigneeId: judged.ref('t.assignee_id'),
    agentId: judged.ref('r.agent_id'),
    filedById: judged.ref('r.filed_by_id'),
    onPaper: judged.ref('r.on_paper'),
    excludedIds: excludedFrom({
      distinctFrom: judged.ref('t.distinct_from'),
      decision: judged.ref('t.decision'),
      requestId: judged.ref('r.id'),
      contestsId: judged.ref('r.contests_id'),
    }),
    holderIds,
  });

const taskAndFactsOf = statement((given: { key: string }) =>
  TASKS.select(ROW)
    .select((eb) => taskFacts(holdersToday(eb.ref('t.key'))).as('facts'))
    .where('t.key', '=', given.key),
);

/** Finds a task with what rights on it depend on; null if it does not exist. */
export async function findTaskAndFacts(
  tx: Tx,
  key: string,
): Promise<{ readonly row: TaskRow; readonly facts: TaskFacts } | null> {
  const found = await taskAndFactsOf.first(tx, { key });
  if (found === null) return null;
  const { facts, ...row } = found;
  return { row, facts };
}

/** A signature that waits. */
export interface TaskToSign {
  readonly elementId: string;
  /** True if the signer is among those who hold it today. */
  readonly held: boolean;
  readonly requestId: string;
  readonly versionId: string;
  readonly agentId: string;
  /** The agent, by their present names. */
  readonly agent: { readonly firstName: string; readonly lastName: string; readonly number: string };
  /** The answers of the request. */
  readonly data: Readonly<Record<string, unknown>>;
}

const signatureOf = statement((given: { key: string; signerId: string }) =>
  db
    .selectFrom('task as t')
    .innerJoin('request as r', 'r.id', 't.request_id')
    .innerJoin('person as g', 'g.id', 'r.agent_id')
    .select((eb) => [
      't.element_id as elementId',
      sql<boolean>`${given.signerId}::uuid in ${holdersOfTask(eb.ref('t.key'))}`.as('held'),
      'r.id as requestId',
      'r.version_id as versionId',
      'r.agent_id as agentId',
      answersOf({ id: eb.ref('r.id'), data: eb.ref('r.data') }).as('data'),
      jsonBuildObject({
        firstName: eb.ref('g.first_name'),
        lastName: eb.ref('g.last_name'),
        number: eb.ref('g.employee_number'),
      }).as('agent'),
    ])
    .where('t.key', '=', given.key)
    .where('t.state', '=', 'created')
    .where('t.decision', '=', 'signature'),
);

/** Finds a task to sign; null if it ended, or is no signature. */
export const taskToSign = (tx: Tx, key: string, signerId: string): Promise<TaskToSign | null> =>
  signatureOf.first(tx, { key, signerId });

const waitingFor = statement((given: { requestId: string; personId: string }) =>
  db
    .with(
      (cte) => cte('open_task').materialized(),
      (made) =>
        made
          .selectFrom('task as t')
          .select(['t.key', 't.created_at', 't.assignee_id'])
          .where('t.request_id', '=', given.requestId)
          .where('t.state', '=', 'created'),
    )
    .with(
      (cte) => cte('holder').materialized(),
      (made) =>
        made
          .selectFrom(taskHolders(arrayOf(made.selectFrom('open_task').select('key'))))
          .select(['h.task_key', 'h.person_id']),
    )
    .selectFrom('open_task as t')
    .innerJoin('holder as h', 'h.task_key', 't.key')
    .select('t.key')
    .where('h.person_id', '=', given.personId)
    .where((eb) =>
      eb.or([
        eb('t.assignee_id', 'is', null),
        eb('t.assignee_id', '=', given.personId),
        eb.not(
          eb.exists(
            eb
              .selectFrom('holder as x')
              .whereRef('x.task_key', '=', 't.key')
              .whereRef('x.person_id', '=', 't.assignee_id'),
          ),
        ),
      ]),
    )
    .orderBy('t.created_at')
    .orderBy('t.key')
    .limit(1),
);

/**
 * Finds the task of a request that waits for this person, the oldest if there are several; null:
 * none.
 */
export const taskWaitingFor = async (tx: Tx, requestId: string, personId: string): Promise<string | null> =>
  (await waitingFor.first(tx, { requestId, personId }))?.key ?? null;

/** A person's step as the engine opened it. */
export interface NewTask {
  readonly key: string;
  readonly requestId: string;
  readonly instanceKey: string;
  readonly elementId: string;
  readonly role: TaskRole;
  readonly decision: DecisionKind;
  readonly dueAt: Date | null;
  readonly priority?: number | undefined;
  /** Elements whose deciders may not hold it. */
  readonly distinctFrom?: readonly string[];
}

/** The engine's priority for a task whose model gives none. */
const DEFAULT_PRIORITY = 50;

const opened = statement((given: Required<Omit<NewTask, 'priority'>> & { priority: number }) =>
  db
    .insertInto('task')
    .values({
      key: given.key,
      request_id: given.requestId,
      instance_key: given.instanceKey,
      element_id: given.elementId,
      role: given.role,
      decision: given.decision,
      distinct_from: sql<string[]>`${given.distinctFrom}::text[]`,
      state: 'created',
      due_at: given.dueAt,
      priority: given.priority,
    })
    .onConflict((again) => again.doNothing()),
);

/** Puts a task on the list; false if it is already there. */
export async function openTask(tx: Tx, task: NewTask): Promise<boolean> {
  const { priority = DEFAULT_PRIORITY, distinctFrom = [] } = task;
  return (await opened.run(tx, { ...task, priority, distinctFrom })) === 1;
}

/** A task whose row is locked, with facts of its request. */
export interface LockedTask {
  readonly key: string;
  readonly requestId: string;
  readonly elementId: string;
  readonly role: TaskRole;
  readonly decision: DecisionKind;
  readonly state: TaskFacts['state'];
  readonly assigneeId: string | null;
  readonly agentId: string;
  readonly filedById: string | null;
  readonly onPaper: boolean;
  readonly versionId: string;
  readonly filedAt: Date;
  readonly kind: string;
  readonly silenceAt: Date | null;
}

const locked = statement((given: { key: string }) =>
  db
    .selectFrom('task as t')
    .innerJoin('request as r', 'r.id', 't.request_id')
    .select([
      't.key',
      't.request_id as requestId',
      't.element_id as elementId',
      't.role',
      't.decision',
      't.state',
      't.assignee_id as assigneeId',
      'r.agent_id as agentId',
      'r.filed_by_id as filedById',
      'r.on_paper as onPaper',
      'r.version_id as versionId',
      'r.filed_at as filedAt',
      'r.kind',
      'r.silence_at as silenceAt',
    ])
    .where('t.key', '=', given.key)
    .forUpdate('t'),
);

/** Finds a task and locks its row until the transaction ends; null if the list has no such task. */
export const lockTask = (tx: Tx, key: string): Promise<LockedTask | null> => locked.first(tx, { key });

/** Sets who took a task; null: nobody. */
export async function assignTask(tx: Tx, key: string, assigneeId: string | null): Promise<void> {
  await tx.task.updateMany({ where: { key }, data: { assigneeId } });
}

/** Sets the due date of a task, and its priority if given. */
export async function updateTask(
  tx: Tx,
  key: string,
  change: { dueAt: Date | null; priority?: number },
): Promise<void> {
  await tx.task.updateMany({ where: { key }, data: change });
}

/**
 * Cancels a task that ended without a decision, and voids its provisional decisions. Returns what
 * was voided.
 */
export async function cancelTask(tx: Tx, key: string, at: Date): Promise<{ id: string; requestId: string }[]> {
  await tx.task.updateMany({
    where: { key, state: { in: ['created', 'completing'] } },
    data: { state: 'canceled', endedAt: at },
  });
  const where = { taskKey: key, confirmedAt: null, voidedAt: null };
  const voided = await tx.decision.findMany({ where, select: { id: true, requestId: true } });
  await tx.decision.updateMany({ where, data: { voidedAt: at } });
  return voided;
}
