import { WEEK_MS } from '#domain/signing/desk.ts';
import { Prisma, type Tx } from '../../client.ts';
import { type Counted, lookedAt, orderOf, type PageAsked, type PageOfRows, readPage } from '../statements/keyset.ts';
import { hasDigit, keptNamePlaces, keptNameSearch, requestSearch, wordsOf } from '../statements/search.ts';
import { HELD_TODAY } from './holdings.ts';
import { type TaskRow, waitingTasks } from './tasks.ts';

/** A search of the list of the tasks that a person holds. */
export interface TaskSearch extends PageAsked {
  readonly personId: string;
  readonly q?: string | undefined;
  readonly kind?: string | undefined;
  readonly decision?: string | undefined;
  readonly due?: 'overdue' | 'week' | undefined;
  /** Only those the person took. */
  readonly mine?: boolean | undefined;
  readonly sort: 'dueAt' | '-dueAt' | 'createdAt' | '-createdAt' | 'agent' | '-agent';
  readonly at: Date;
}

const BY = {
  dueAt: {
    columns: [Prisma.sql`h.due_at`, Prisma.sql`h.created_at`, Prisma.sql`h.task_key`],
    rowOf: (key: string) => Prisma.sql`(
      select coalesce(m.due_at, 'infinity'), m.created_at, m.key from task m where m.key = ${key})`,
  },
  createdAt: {
    columns: [Prisma.sql`h.created_at`, Prisma.sql`h.task_key`],
    rowOf: (key: string) => Prisma.sql`(select m.created_at, m.key from task m where m.key = ${key})`,
  },
  agent: {
    columns: [Prisma.sql`h.agent_name`, Prisma.sql`h.created_at`, Prisma.sql`h.task_key`],
    rowOf: (key: string) => Prisma.sql`(
      select task_agent_name(n.last_name, n.first_name), m.created_at, m.key
        from task m join request q on q.id = m.request_id join person n on n.id = q.agent_id where m.key = ${key})`,
  },
};

const AGENT_NAME = Prisma.sql`h.agent_name`;

/**
 * Conditions for the rows of task_holding that the list shows, as `h`, and the index ranges that
 * find them.
 */
async function held(tx: Tx, { personId, q, kind, decision, due, mine, at }: TaskSearch) {
  const conditions = [Prisma.sql`h.person_id = ${personId}::uuid`];
  if (due === 'overdue') conditions.push(Prisma.sql`h.due_at < ${at}`);
  if (due === 'week') conditions.push(Prisma.sql`h.due_at between ${at} and ${new Date(at.getTime() + WEEK_MS)}`);
  if (mine)
    conditions.push(Prisma.sql`h.task_key in (
      select m.key from task m where m.assignee_id = ${personId}::uuid and m.state = 'created')`);
  const words = wordsOf(q);
  for (const word of words.filter(hasDigit)) conditions.push(await isNumbered(tx, word));
  const names = words.filter((word) => !hasDigit(word));
  const looked = [HELD_TODAY, ...names.map((word) => keptNameSearch(AGENT_NAME, word))];
  if (kind !== undefined) looked.push(Prisma.sql`h.kind = ${kind}`);
  if (decision !== undefined) looked.push(Prisma.sql`h.decision = ${decision}`);
  return {
    condition: Prisma.join([...conditions, lookedAt(looked)], ' and '),
    places: keptNamePlaces(AGENT_NAME, names),
  };
}

/** Names are in the rows; request numbers are searched first. */
async function isNumbered(tx: Tx, word: string): Promise<Prisma.Sql> {
  const columns = { agentId: Prisma.sql`r.agent_id`, requestId: Prisma.sql`r.id` };
  const { join, joined } = await requestSearch(tx, word, columns);
  return Prisma.sql`h.task_key in (
    select m.key from request r ${join} join task m on m.request_id = r.id and m.state in ('created', 'completing')
     where ${joined})`;
}

/**
 * Reads one page of the open tasks that a person holds. Deciding checks the rule itself
 * (`taskAndFactsOf`).
 */
export async function searchTasks(tx: Tx, search: TaskSearch): Promise<PageOfRows<TaskRow> & Counted> {
  const { condition, places } = await held(tx, search);
  const chosenAt = (place: Prisma.Sql) => Prisma.sql`
    select h.task_key as id, h.due_at, h.created_at, h.agent_name from task_holding h where ${place} and ${condition}`;
  return readPage<TaskRow>(
    tx,
    {
      chosen: Prisma.join(places.map(chosenAt), ' union all '),
      few: Prisma.sql`from (select f.id as task_key, f.due_at, f.created_at, f.agent_name from few f) h`,
      condition,
      sorted: Prisma.sql`from task_holding h`,
      order: orderOf(BY, search.sort),
      id: Prisma.sql`h.task_key`,
      read: (reader, keys) => waitingTasks.all(reader, { keys }),
      idOf: ({ key }) => key,
    },
    search,
  );
}

/** Selects the open tasks that wait for a person. */
export const tasksHeldBy = (personId: string): Prisma.Sql =>
  Prisma.sql`from task_holding h where h.person_id = ${personId}::uuid and ${HELD_TODAY}`;
