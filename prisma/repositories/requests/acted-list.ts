import { Prisma, type Tx } from '../../client.ts';
import { type Counted, countUpTo, type Order, type PageAsked, type PageOfRows, pageByKey, sortOf } from '../keyset.ts';
import { hasDigit, keptNameSearch, kindsOf, requestSearch, wordsOf } from '../search.ts';
import { REQUEST_COLUMNS, REQUEST_TABLES, type RequestRow } from './requests.ts';

/** What is asked of a list of requests, whichever it is. */
export interface ListedRequests extends PageAsked {
  readonly personId: string;
  readonly q?: string | undefined;
  readonly kind?: string | undefined;
  readonly state?: 'open' | 'closed' | undefined;
  readonly sort: '-filedAt' | 'filedAt' | 'agent' | '-agent';
}

const BY = {
  filedAt: {
    columns: [Prisma.sql`x.filed_at`, Prisma.sql`x.request_id`],
    rowOf: (id: string) => Prisma.sql`(select m.filed_at, m.id from request m where m.id = ${id}::uuid)`,
  },
  agent: {
    columns: [Prisma.sql`x.agent_name`, Prisma.sql`x.filed_at`, Prisma.sql`x.request_id`],
    rowOf: (id: string) => Prisma.sql`(
      select task_agent_name(n.last_name, n.first_name), m.filed_at, m.id
        from request m join person n on n.id = m.agent_id where m.id = ${id}::uuid)`,
  },
};

function orderOf(sort: ListedRequests['sort']): Order {
  const { by, descending } = sortOf(sort);
  return { ...BY[by], descending };
}

/** Where a person acted, of the rows of acted_request as `x`. */
async function acted(tx: Tx, { personId, q, kind, state }: ListedRequests): Promise<Prisma.Sql> {
  const conditions = [Prisma.sql`x.person_id = ${personId}::uuid`];
  if (kind !== undefined) conditions.push(Prisma.sql`x.kind = ${kind}`);
  if (state !== undefined)
    conditions.push(Prisma.sql`
      (select r.closed_at is null from request r where r.id = x.request_id) = ${state === 'open'}`);
  conditions.push(...(await Promise.all(wordsOf(q).map((word) => isSearched(tx, word)))));
  return Prisma.join(conditions, ' and ');
}

/** Names and kinds stand in the rows; numbers are found first. */
async function isSearched(tx: Tx, word: string): Promise<Prisma.Sql> {
  if (!hasDigit(word))
    return Prisma.sql`(${keptNameSearch(Prisma.sql`x.agent_name`, word)} or x.kind = any(${await kindsOf(tx, word)}::text[]))`;
  const { join, joined } = await requestSearch(tx, word, {
    agentId: Prisma.sql`r.agent_id`,
    requestId: Prisma.sql`r.id`,
  });
  return Prisma.sql`x.request_id in (select r.id from request r ${join} where ${joined})`;
}

/** One page of the requests of others that a person filed or decided on, and how many there are, up to the bound. */
export async function searchActedRequests(tx: Tx, search: ListedRequests): Promise<PageOfRows<RequestRow> & Counted> {
  const keyset = pageByKey(orderOf(search.sort), search);
  const condition = await acted(tx, search);
  // The page is chosen by the index alone; what it shows is then read for its rows.
  const found = await tx.$queryRaw<RequestRow[]>`
    with listed as materialized (
      select x.agent_name, x.filed_at, x.request_id from acted_request x
       where ${condition} and ${keyset.where} ${keyset.orderBy} ${keyset.limit})
    select ${REQUEST_COLUMNS} from listed x join ${REQUEST_TABLES} on r.id = x.request_id ${keyset.orderBy}`;
  return {
    ...keyset.page(found, ({ id }) => id),
    ...(keyset.total(found) ?? (await countUpTo(tx, Prisma.sql`from acted_request x where ${condition}`))),
  };
}
