import { Prisma, type Tx } from '../../client.ts';

// Who holds tasks. `task_holders` is the rule; rows of task_holding are what it says of the tasks that wait, for lists
// (docs/decisions/who-holds-a-task.md).

/** Today's holders of the task in `key`, as a subquery of one column: the rule itself. */
export const holdersToday = (key: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(select h.person_id from task_holders(array[${key}], paris_day(now())) h)`;

/** Who may act on the task now. */
export async function holdersOf(tx: Tx, taskKey: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ person: string }[]>`
    select person_id::text as person from task_holders(array[${taskKey}::text], paris_day(now()))`;
  return rows.map(({ person }) => person);
}

/**
 * Who may not decide on the task in `t`, of the request in `r`, for what they decided before, as an array: at a step that it
 * must be distinct from, or on what the request contests. Each half finds its decisions by their request: in one condition
 * with « or », PostgreSQL judged every decision of the ministry.
 */
export const EXCLUDED = Prisma.sql`
  array(select d.author_id::text from decision d
         where d.voided_at is null and d.request_id = r.id and d.element_id = any(t.distinct_from)
        union
        select d.author_id::text from decision d
         where d.voided_at is null and d.request_id = r.contests_id
           and decided_what_is_contested(r.id, t.decision, d.author_id))`;

/** The rows of task_holding that hold today, as `h`: which day that is, is computed once and not for each row. */
export const HELD_TODAY = Prisma.sql`
  h."from" <= (select paris_day(now())) and h.until >= (select paris_day(now()))`;

/** Whether somebody holds today a task that this transaction put on the list: its rows were kept as it was written. */
export async function isHeld(tx: Tx, taskKey: string): Promise<boolean> {
  const rows = await tx.$queryRaw<[{ held: boolean }]>`
    select exists (select from task_holding h where h.task_key = ${taskKey} and ${HELD_TODAY}) as held`;
  return rows[0].held;
}

/** Whether rows of this person's list are yet to be kept after a change of many. */
export async function isListMoving(tx: Tx, personId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<[{ moving: boolean }]>`
    select exists (
      select from holding_scope s
       where s.waits and (s.role is null or exists (
         select from habilitation h where h.person_id = ${personId}::uuid and h.role = s.role))) as moving`;
  return rows[0].moving;
}

/** What a worker is to keep the rows of: the holders of a role, of any when null, for the structures from one downwards. */
export interface HoldingScope {
  readonly id: string;
  readonly role: string | null;
  readonly structureId: string;
}

/** The scopes that changed, and the mark by which `isSettled` tells when everybody sees the change. */
export async function changedScopes(tx: Tx): Promise<{ scopes: HoldingScope[]; mark: string }> {
  const rows = await tx.$queryRaw<[{ scopes: HoldingScope[]; mark: string }]>`
    select coalesce(json_agg(json_build_object('id', id, 'role', role, 'structureId', structure_id) order by at, id), '[]')
             as scopes,
           pg_snapshot_xmax(pg_current_snapshot())::text as mark
      from holding_scope`;
  return rows[0];
}

/**
 * Whether every transaction that ran at the mark is over. A task that was being opened as a right was given is seen by
 * neither transaction; once both are over, whoever reads sees both.
 */
export async function isSettled(tx: Tx, mark: string): Promise<boolean> {
  const rows = await tx.$queryRaw<[{ settled: boolean }]>`
    select pg_snapshot_xmin(pg_current_snapshot()) >= ${mark}::xid8 as settled`;
  return rows[0].settled;
}

/** The tasks that wait in a scope. */
export async function tasksInScope(tx: Tx, { role, structureId }: HoldingScope): Promise<string[]> {
  const rows = await tx.$queryRaw<[{ keys: string[] }]>`
    select tasks_in_scope(${role}::text, ${structureId}::uuid, null) as keys`;
  return rows[0].keys;
}

/** Keeps the rows of those of these tasks that nobody is changing; the others are returned, to be kept in a moment. */
export async function keepHoldings(tx: Tx, keys: readonly string[]): Promise<string[]> {
  const free = await tx.$queryRaw<{ key: string }[]>`
    select key from task where key = any(${[...keys]}) order by key for no key update skip locked`;
  const taken = free.map(({ key }) => key);
  await tx.$executeRaw`select keep_task_holdings(${taken})`;
  const kept = new Set(taken);
  return keys.filter((key) => !kept.has(key));
}

export async function dropScope(tx: Tx, { id }: HoldingScope): Promise<void> {
  await tx.holdingScope.deleteMany({ where: { id } });
}
