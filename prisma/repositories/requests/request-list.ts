import type { CivilDate } from '#domain/calendar/civil-date.ts';
import { Prisma, type Tx } from '../../client.ts';
import { type Counted, type Order, orderOf, type PageOfRows, readPage, sortOf } from '../statements/keyset.ts';
import { requestSearch } from '../statements/search.ts';
import { structuresHeld } from '../statements/structures-held.ts';
import { type ListedRequests, searchActedRequests } from './acted-list.ts';
import { KNOWN_TO_AGENT, type RequestRow, requestRows } from './requests.ts';

/**
 * A search in one's own requests, in those one manages, or in those of others that one filed or
 * decided on.
 */
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

/** Sort of requests, latest filed first. */
export const LATEST_FIRST: Order = { ...BY.filedAt, descending: true };

/** The columns chosen in a list of requests, enough to sort them. */
export const CHOSEN_REQUESTS = Prisma.sql`select r.id, r.filed_at, r.agent_id`;
const SORTED = {
  filedAt: { few: Prisma.sql`from few r`, sorted: Prisma.sql`from request r` },
  agent: {
    // Each agent is looked up once, however many of the few are theirs.
    few: Prisma.sql`from few r join person p on p.id = r.agent_id and p.id = any(array(select distinct agent_id from few))`,
    sorted: Prisma.sql`from request r join person p on p.id = r.agent_id`,
  },
};

/**
 * Conditions of visibility, by the rule of domain/permissions/request.ts: one's own requests, and
 * those of the structures one manages as gestionnaire. A manager's own requests are in « mine »
 * only: they read them as an agent.
 */
function scopeOf({ personId, scope, day }: RequestSearch) {
  const own = Prisma.sql`r.agent_id = ${personId}::uuid`;
  if (scope === 'mine') {
    const known = Prisma.sql`${own} and ${KNOWN_TO_AGENT}`;
    return { given: [], chosen: known, condition: known };
  }
  const held = structuresHeld(personId, 'gestionnaire', day);
  const structure = Prisma.sql`r.structure_id`;
  return {
    given: [held.given],
    chosen: Prisma.sql`not ${own} and ${held.chosen(structure)}`,
    condition: Prisma.sql`not ${own} and ${held.condition(structure)}`,
  };
}

/** Reads one page of requests, and their count up to the bound. */
export async function searchRequests(tx: Tx, search: RequestSearch): Promise<PageOfRows<RequestRow> & Counted> {
  if (search.scope === 'acted') return searchActedRequests(tx, search);
  const { kind, state } = search;
  const { given, chosen, condition } = scopeOf(search);
  const searched = await requestSearch(tx, search.q, {
    agentId: Prisma.sql`r.agent_id`,
    requestId: Prisma.sql`r.id`,
    kind: Prisma.sql`r.kind`,
  });
  const narrowed: Prisma.Sql[] = [];
  if (kind !== undefined) narrowed.push(Prisma.sql`r.kind = ${kind}`);
  if (state !== undefined)
    narrowed.push(state === 'open' ? Prisma.sql`r.closed_at is null` : Prisma.sql`r.closed_at is not null`);
  return readPage<RequestRow>(
    tx,
    {
      given,
      chosen: Prisma.sql`
        ${CHOSEN_REQUESTS} from request r ${searched.join} where ${Prisma.join([search.q === undefined ? chosen : condition, ...narrowed, searched.joined], ' and ')}`,
      ...SORTED[sortOf(search.sort).by],
      condition: Prisma.join([condition, ...narrowed, searched.condition], ' and '),
      id: Prisma.sql`r.id`,
      order: orderOf(BY, search.sort),
      read: (reader, ids) => requestRows.all(reader, { ids }),
      idOf: ({ id }) => id,
    },
    search,
  );
}
