import type { CivilDate } from '../../../domain/calendar/civil-date.ts';
import { Prisma, type Tx } from '../../client.ts';
import { type Counted, type Order, type PageAsked, type PageOfRows, readPage, sortOf } from '../keyset.ts';
import { requestSearch, type Searched, wordsOf } from '../search.ts';
import { structuresHeld } from '../structures-held.ts';
import { KNOWN_TO_AGENT, REQUEST_COLUMNS, REQUEST_TABLES, type RequestRow } from './requests.ts';

/** What is asked of a list of requests. */
export interface RequestSearch extends PageAsked {
  readonly personId: string;
  readonly day: CivilDate;
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

/** Requests, the latest filed first. */
export const LATEST_FIRST: Order = { ...BY.filedAt, descending: true };

function orderOf(sort: RequestSearch['sort']): Order {
  const { by, descending } = sortOf(sort);
  return { ...BY[by], descending };
}

/**
 * Who sees what, as domain/permissions/request.ts has it: one's own, those of the structures one manages as
 * gestionnaire, those one filed for another or decided on. Their own is in « mine » only: a manager's own request is read as an agent's.
 */
async function scopeOf(tx: Tx, { personId, scope, day }: RequestSearch): Promise<Prisma.Sql> {
  const own = Prisma.sql`r.agent_id = ${personId}::uuid`;
  switch (scope) {
    case 'mine':
      return Prisma.sql`${own} and ${KNOWN_TO_AGENT}`;
    case 'structure':
      return Prisma.sql`not ${own} and r.structure_id = any(${await structuresHeld(tx, personId, 'gestionnaire', day)}::uuid[])`;
    case 'acted':
      return Prisma.sql`not ${own} and (r.filed_by_id = ${personId}::uuid or exists (
        select from decision d where d.author_id = ${personId}::uuid and d.request_id = r.id and d.voided_at is null
        offset 0))`;
  }
}

/** Decisions of somebody that are all looked at, rather than the requests of whom words name. */
const FEW_DECISIONS = 2_000;

/** What `scope` and words choose from, and the condition that is left: the decisions, of somebody who made few. */
async function chosenBy(tx: Tx, { personId, scope, q }: RequestSearch, searched: Searched) {
  const decided = Prisma.sql`from decision d where d.author_id = ${personId}::uuid and d.voided_at is null`;
  const madeFew = async () => {
    const [made] = await tx.$queryRaw<[{ n: number }]>`
      select count(*)::int as n from (select ${decided} limit ${FEW_DECISIONS + 1}) as counted`;
    return made.n <= FEW_DECISIONS;
  };
  if (scope !== 'acted' || (wordsOf(q).length > 0 && !(await madeFew())))
    return { from: Prisma.sql`request r ${searched.join}`, condition: searched.joined };
  // Each request is looked up: the conditions on it tell nothing of how few they are.
  const from = Prisma.sql`(
      select d.request_id as id ${decided}
      union all select q.id from request q where q.filed_by_id = ${personId}::uuid) x
    join lateral (select q.* from request q where q.id = x.id offset 0) r on true`;
  return { from, condition: searched.condition };
}

/** One page of requests, and how many there are, up to the bound. */
export async function searchRequests(tx: Tx, search: RequestSearch): Promise<PageOfRows<RequestRow> & Counted> {
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
  const chosen = await chosenBy(tx, search, searched);
  return readPage<RequestRow>(
    tx,
    {
      chosen: Prisma.sql`from ${chosen.from} where ${Prisma.join([...conditions, chosen.condition], ' and ')}`,
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
