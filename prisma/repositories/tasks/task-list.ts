import { Prisma, type Tx } from '../../client.ts';
import { type Counted, countUpTo, type Order, type PageAsked, type PageOfRows, pageByKey } from '../keyset.ts';
import { requestMatches } from '../search.ts';
import { HELD_TODAY } from './holdings.ts';
import { TASK_COLUMNS, TASK_TABLES, type TaskRow } from './tasks.ts';

/** What is asked of the list of the tasks that a person holds. */
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

const WEEK_MS = 7 * 86_400_000;

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

function orderOf(sort: TaskSearch['sort']): Order {
  const descending = sort.startsWith('-');
  return { ...BY[(descending ? sort.slice(1) : sort) as keyof typeof BY], descending };
}

/** The rows of task_holding that the list shows, as `h`. */
function held({ personId, q, kind, decision, due, mine, at }: TaskSearch): Prisma.Sql {
  const conditions = [Prisma.sql`h.person_id = ${personId}::uuid`, HELD_TODAY];
  if (kind !== undefined) conditions.push(Prisma.sql`h.kind = ${kind}`);
  if (decision !== undefined) conditions.push(Prisma.sql`h.decision = ${decision}`);
  if (due === 'overdue') conditions.push(Prisma.sql`h.due_at < ${at}`);
  if (due === 'week') conditions.push(Prisma.sql`h.due_at between ${at} and ${new Date(at.getTime() + WEEK_MS)}`);
  if (mine)
    conditions.push(Prisma.sql`h.task_key in (
      select m.key from task m where m.assignee_id = ${personId}::uuid and m.state = 'created')`);
  if (q !== undefined)
    conditions.push(Prisma.sql`h.task_key in (
      select m.key from task m where m.state = 'created' and ${requestMatches(q, Prisma.sql`m.request_id`)})`);
  return Prisma.join(conditions, ' and ');
}

/** One page of the open tasks that a person holds. Whoever decides is asked of the rule itself (`taskFacts`). */
export async function searchTasks(tx: Tx, search: TaskSearch): Promise<PageOfRows<TaskRow> & Counted> {
  const keyset = pageByKey(orderOf(search.sort), search);
  const condition = held(search);
  // The page is chosen by the index alone; what it shows is then read for its rows.
  const found = await tx.$queryRaw<TaskRow[]>`
    with listed as materialized (
      select h.due_at, h.created_at, h.agent_name, h.task_key from task_holding h
       where ${condition} and ${keyset.where} ${keyset.orderBy} ${keyset.limit})
    select ${TASK_COLUMNS} from listed h join ${TASK_TABLES} on t.key = h.task_key
     where t.state = 'created' ${keyset.orderBy}`;
  return {
    ...keyset.page(found, ({ key }) => key),
    ...(await countUpTo(tx, Prisma.sql`from task_holding h where ${condition}`)),
  };
}

/** How many open tasks wait for a person, up to the bound of lists. */
export const countTasks = (tx: Tx, personId: string): Promise<Counted> =>
  countUpTo(tx, Prisma.sql`from task_holding h where h.person_id = ${personId}::uuid and ${HELD_TODAY}`);
