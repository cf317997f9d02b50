import type { PlaceClock } from '#domain/calendar/place-clock.ts';
import type { DecisionKind } from '#domain/decision/decision.ts';
import type { TaskFacts } from '#domain/permissions/task.ts';
import { Prisma, type Tx } from '../../client.ts';
import { ANSWERS } from '../requests/answers.ts';
import { EXCLUDED, holdersToday } from './holdings.ts';

/** An open task as lists show it. */
export interface TaskRow {
  readonly key: string;
  readonly elementId: string;
  readonly role: string;
  readonly decision: DecisionKind;
  readonly state: string;
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

export const TASK_COLUMNS = Prisma.sql`
  t.key, t.element_id as "elementId", t.role, t.decision, t.state, t.created_at as "createdAt", t.due_at as "dueAt",
  x.id::text as "assigneeId", x.first_name as "assigneeFirstName", x.last_name as "assigneeLastName",
  r.id::text as "requestId", r.number, r.kind, r.version_id::text as "versionId", r.filed_at as "filedAt",
  r.silence_at as "silenceAt", r.agent_id::text as "agentId", r.filed_by_id::text as "filedById", r.on_paper as "onPaper", p.first_name as "firstName", p.last_name as "lastName", s.id::text as "structureId",
  s.name as "structureName", s.path as "structurePath", s.time_zone as clock`;
/** Whoever took the task and holds it no more has it no more: domain/permissions/task.ts (takenByAnother). */
export const TASK_TABLES = Prisma.sql`
  task t join request r on r.id = t.request_id join person p on p.id = r.agent_id
    join structure s on s.id = r.structure_id
    left join person x on x.id = t.assignee_id and t.assignee_id in ${holdersToday(Prisma.sql`t.key`)}`;

export async function findTask(tx: Tx, key: string): Promise<TaskRow | null> {
  const rows = await tx.$queryRaw<TaskRow[]>`select ${TASK_COLUMNS} from ${TASK_TABLES} where t.key = ${key}`;
  return rows[0] ?? null;
}

/** What rights are judged on, of the task in `t` and the request in `r`, as TaskFacts. */
export const taskFacts = (holderIds: Prisma.Sql): Prisma.Sql => Prisma.sql`
  jsonb_build_object(
    'role', t.role, 'decision', t.decision, 'state', t.state, 'assigneeId', t.assignee_id, 'agentId', r.agent_id,
    'filedById', r.filed_by_id, 'onPaper', r.on_paper, 'excludedIds', ${EXCLUDED}, 'holderIds', ${holderIds})`;

/** A task with what rights on it are judged on; null when it does not exist. */
export async function findTaskAndFacts(
  tx: Tx,
  key: string,
): Promise<{ readonly row: TaskRow; readonly facts: TaskFacts } | null> {
  const [found] = await tx.$queryRaw<(TaskRow & { readonly facts: TaskFacts })[]>`
    select ${TASK_COLUMNS}, ${taskFacts(Prisma.sql`array(${holdersToday(Prisma.sql`t.key`)})`)} as facts
      from ${TASK_TABLES} where t.key = ${key}`;
  if (found === undefined) return null;
  const { facts, ...row } = found;
  return { row, facts };
}

/** A signature that waits. */
export interface TaskToSign {
  readonly elementId: string;
  /** Whether whoever asks is among those who hold it today. */
  readonly held: boolean;
  readonly requestId: string;
  readonly versionId: string;
  readonly agentId: string;
  /** Whom it is about, as they are called today. */
  readonly agent: { readonly firstName: string; readonly lastName: string; readonly number: string };
  /** What the request was filed with. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** Null when the task ended, or is no signature. */
export async function taskToSign(tx: Tx, key: string, signerId: string): Promise<TaskToSign | null> {
  const rows = await tx.$queryRaw<TaskToSign[]>`
    select t.element_id as "elementId", ${signerId}::uuid in ${holdersToday(Prisma.sql`t.key`)} as held,
           r.id::text as "requestId", r.version_id::text as "versionId", r.agent_id::text as "agentId", ${ANSWERS} as data,
           json_build_object('firstName', g.first_name, 'lastName', g.last_name, 'number', g.employee_number) as agent
      from task t join request r on r.id = t.request_id join person g on g.id = r.agent_id
     where t.key = ${key} and t.state = 'created' and t.decision = 'signature'`;
  return rows[0] ?? null;
}

/** The task of a request that waits for this person; the oldest when there are several. */
export async function taskWaitingFor(tx: Tx, requestId: string, personId: string): Promise<string | null> {
  const rows = await tx.$queryRaw<{ key: string }[]>`
    with open_task as materialized (
      select t.key, t.created_at, t.assignee_id from task t where t.request_id = ${requestId}::uuid and t.state = 'created'),
    holder as materialized (
      select h.task_key, h.person_id
        from task_holders(array(select key from open_task), paris_day(now())) h)
    select t.key from open_task t join holder h on h.task_key = t.key and h.person_id = ${personId}::uuid
     where t.assignee_id is null or t.assignee_id = ${personId}::uuid
        or not exists (select from holder x where x.task_key = t.key and x.person_id = t.assignee_id)
     order by t.created_at, t.key limit 1`;
  return rows[0]?.key ?? null;
}

/** A person's step as the engine opened it. */
export interface NewTask {
  readonly key: string;
  readonly requestId: string;
  readonly instanceKey: string;
  readonly elementId: string;
  readonly role: string;
  readonly decision: DecisionKind;
  readonly dueAt: Date | null;
  readonly priority?: number | undefined;
  /** Elements whose deciders do not hold it. */
  readonly distinctFrom?: readonly string[];
}

/** What the engine gives a task whose model says none. */
const DEFAULT_PRIORITY = 50;

/** Puts a task on the list; reported twice, it is there once. */
export async function openTask(tx: Tx, task: NewTask): Promise<boolean> {
  const { key, requestId, instanceKey, elementId, role, decision, dueAt, priority, distinctFrom = [] } = task;
  const written = await tx.$executeRaw`
    insert into task (key, request_id, instance_key, element_id, role, decision, distinct_from, state, due_at, priority)
    values (${key}, ${requestId}::uuid, ${instanceKey}, ${elementId}, ${role}, ${decision}, ${[...distinctFrom]}::text[],
            'created', ${dueAt}, ${priority ?? DEFAULT_PRIORITY})
    on conflict do nothing`;
  return written === 1;
}

/** A task whose row is held, and what its request was filed as. */
export interface LockedTask {
  readonly key: string;
  readonly requestId: string;
  readonly elementId: string;
  readonly role: string;
  readonly decision: DecisionKind;
  readonly state: string;
  readonly assigneeId: string | null;
  readonly agentId: string;
  readonly filedById: string | null;
  readonly onPaper: boolean;
  readonly versionId: string;
  readonly filedAt: Date;
  readonly kind: string;
  readonly silenceAt: Date | null;
}

/** A task, its row held until the transaction ends; null when the list has no such task. */
export async function lockTask(tx: Tx, key: string): Promise<LockedTask | null> {
  const rows = await tx.$queryRaw<LockedTask[]>`
    select t.key, t.request_id::text as "requestId", t.element_id as "elementId", t.role, t.decision,
           t.state, t.assignee_id::text as "assigneeId", r.agent_id::text as "agentId",
           r.filed_by_id::text as "filedById", r.on_paper as "onPaper", r.version_id::text as "versionId", r.filed_at as "filedAt",
           r.kind, r.silence_at as "silenceAt"
      from task t join request r on r.id = t.request_id where t.key = ${key} for update of t`;
  return rows[0] ?? null;
}

export async function assignTask(tx: Tx, key: string, assigneeId: string | null): Promise<void> {
  await tx.task.updateMany({ where: { key }, data: { assigneeId } });
}

export async function updateTask(
  tx: Tx,
  key: string,
  change: { dueAt: Date | null; priority?: number },
): Promise<void> {
  await tx.task.updateMany({ where: { key }, data: change });
}

/** The task ended otherwise: whatever was provisional there never counted. Returns what was voided. */
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
