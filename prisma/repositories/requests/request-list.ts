import { Prisma, type Tx } from '../../client.ts';
import { type Counted, countUpTo, type Order, type PageAsked, type PageOfRows, pageByKey } from '../keyset.ts';
import { requestMatches } from '../search.ts';
import { KNOWN_TO_AGENT, REQUEST_COLUMNS, REQUEST_TABLES, type RequestRow } from './requests.ts';

/** What is asked of a list of requests. */
export interface RequestSearch extends PageAsked {
  readonly personId: string;
  readonly scope: 'mine' | 'structure' | 'acted';
  readonly q?: string | undefined;
  readonly kind?: string | undefined;
  readonly state?: 'open' | 'closed' | undefined;
  readonly sort: '-filedAt' | 'filedAt' | 'agent' | '-agent';
}

const BY = {
  filedAt: {
    columns: [Prisma.sql`r.filed_at`, Prisma.sql`r.id`],
    rowOf: (id: string) => Prisma.sql`(select m.filed_at, m.id from request m where m.id = ${id}::uuid)`,
  },
  agent: {
    columns: [
      Prisma.sql`search_key(p.last_name)`,
      Prisma.sql`search_key(p.first_name)`,
      Prisma.sql`r.filed_at`,
      Prisma.sql`r.id`,
    ],
    rowOf: (id: string) => Prisma.sql`(
      select search_key(n.last_name), search_key(n.first_name), m.filed_at, m.id
        from request m join person n on n.id = m.agent_id where m.id = ${id}::uuid)`,
  },
};

function orderOf(sort: RequestSearch['sort']): Order {
  const descending = sort.startsWith('-');
  return { ...BY[(descending ? sort.slice(1) : sort) as keyof typeof BY], descending };
}

/**
 * Who sees what, as domain/permissions/request.ts has it: one's own, those of the structures one manages as
 * gestionnaire, those one filed for another or decided on. Their own is in « mine » only: a manager's own request is read as an agent's.
 */
function inScope({ personId, scope }: RequestSearch): Prisma.Sql {
  switch (scope) {
    case 'mine':
      return Prisma.sql`r.agent_id = ${personId}::uuid and ${KNOWN_TO_AGENT}`;
    case 'structure':
      return Prisma.sql`r.agent_id <> ${personId}::uuid and r.structure_id in (
        select a.structure_id from habilitation h join structure_above a on a.above_id = h.structure_id
         where h.person_id = ${personId}::uuid and h.role = 'gestionnaire'
           and h."from" <= paris_day(now()) and (h.until is null or h.until >= paris_day(now())))`;
    case 'acted':
      return Prisma.sql`r.agent_id <> ${personId}::uuid and (r.filed_by_id = ${personId}::uuid or r.id in (
        select d.request_id from decision d where d.author_id = ${personId}::uuid and d.voided_at is null))`;
  }
}

/** One page of requests, and how many there are, up to the bound. */
export async function searchRequests(tx: Tx, search: RequestSearch): Promise<PageOfRows<RequestRow> & Counted> {
  const { kind, state, q } = search;
  const conditions = [inScope(search), requestMatches(q, Prisma.sql`r.id`)];
  if (kind !== undefined) conditions.push(Prisma.sql`r.kind = ${kind}`);
  if (state !== undefined)
    conditions.push(state === 'open' ? Prisma.sql`r.closed_at is null` : Prisma.sql`r.closed_at is not null`);
  const condition = Prisma.join(conditions, ' and ');
  const keyset = pageByKey(orderOf(search.sort), search);
  const found = await tx.$queryRaw<RequestRow[]>`
    select ${REQUEST_COLUMNS} from ${REQUEST_TABLES} where ${condition} and ${keyset.where} ${keyset.orderBy} ${keyset.limit}`;
  return {
    ...keyset.page(found, ({ id }) => id),
    ...(await countUpTo(tx, Prisma.sql`from request r where ${condition}`)),
  };
}
