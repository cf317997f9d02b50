import type { CivilDate } from '../../../domain/calendar/civil-date.ts';
import { Prisma, type Tx } from '../../client.ts';
import { type Counted, type Order, type PageOfRows, readPage, sortOf } from '../keyset.ts';
import { requestSearch } from '../search.ts';
import { structuresHeld } from '../structures-held.ts';
import { type ListedRequests, searchActedRequests } from './acted-list.ts';
import { KNOWN_TO_AGENT, REQUEST_COLUMNS, REQUEST_TABLES, type RequestRow } from './requests.ts';

/** What is asked of one's own requests, of those one manages, or of those of others that one filed or decided on. */
export interface RequestSearch extends ListedRequests {
  readonly day: CivilDate;
  readonly scope: 'mine' | 'structure' | 'acted';
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

/** Requests, the latest filed first. */
export const LATEST_FIRST: Order = { ...BY.filedAt, descending: true };

function orderOf(sort: RequestSearch['sort']): Order {
  const { by, descending } = sortOf(sort);
  return { ...BY[by], descending };
}

/**
 * Who sees what, as domain/permissions/request.ts has it: one's own, and those of the structures one manages as gestionnaire.
 * Their own is in « mine » only: a manager's own request is read as an agent's.
 */
async function scopeOf(tx: Tx, { personId, scope, day }: RequestSearch): Promise<Prisma.Sql> {
  const own = Prisma.sql`r.agent_id = ${personId}::uuid`;
  if (scope === 'mine') return Prisma.sql`${own} and ${KNOWN_TO_AGENT}`;
  return Prisma.sql`not ${own} and r.structure_id = any(${await structuresHeld(tx, personId, 'gestionnaire', day)}::uuid[])`;
}

/** One page of requests, and how many there are, up to the bound. */
export async function searchRequests(tx: Tx, search: RequestSearch): Promise<PageOfRows<RequestRow> & Counted> {
  if (search.scope === 'acted') return searchActedRequests(tx, search);
  const { kind, state } = search;
  const [scope, searched] = await Promise.all([
    scopeOf(tx, search),
    requestSearch(tx, search.q, {
      agentId: Prisma.sql`r.agent_id`,
      requestId: Prisma.sql`r.id`,
      kind: Prisma.sql`r.kind`,
    }),
  ]);
  const conditions = [scope];
  if (kind !== undefined) conditions.push(Prisma.sql`r.kind = ${kind}`);
  if (state !== undefined)
    conditions.push(state === 'open' ? Prisma.sql`r.closed_at is null` : Prisma.sql`r.closed_at is not null`);
  return readPage<RequestRow>(
    tx,
    {
      chosen: Prisma.sql`
        from request r ${searched.join} where ${Prisma.join([...conditions, searched.joined], ' and ')}`,
      condition: Prisma.join([...conditions, searched.condition], ' and '),
      sorted: search.sort.endsWith('agent')
        ? Prisma.sql`from request r join person p on p.id = r.agent_id`
        : Prisma.sql`from request r`,
      id: Prisma.sql`r.id`,
      order: orderOf(search.sort),
      read: Prisma.sql`select ${REQUEST_COLUMNS} from ${REQUEST_TABLES}`,
      idOf: ({ id }) => id,
    },
    search,
  );
}
