import { Prisma, type Tx } from '../../client.ts';
import { type Counted, lookedAt, orderOf, type PageAsked, type PageOfRows, readPage } from '../statements/keyset.ts';
import { hasDigit, keptNamePlaces, keptNameSearch, kindsOf, requestSearch, wordsOf } from '../statements/search.ts';
import { type RequestRow, requestRows } from './requests.ts';

/** A search in a list of requests. */
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

const AGENT_NAME = Prisma.sql`x.agent_name`;

/**
 * Conditions for the rows of acted_request, as `x`, of a person, and the index ranges that find
 * them.
 */
async function acted(tx: Tx, { personId, q, kind, state }: ListedRequests) {
  const conditions = [Prisma.sql`x.person_id = ${personId}::uuid`];
  const looked: Prisma.Sql[] = [];
  const names: string[] = [];
  if (kind !== undefined) looked.push(Prisma.sql`x.kind = ${kind}`);
  if (state !== undefined)
    looked.push(Prisma.sql`
      (select r.closed_at is null from request r where r.id = x.request_id) = ${state === 'open'}`);
  for (const word of wordsOf(q)) {
    if (hasDigit(word)) {
      conditions.push(await isNumbered(tx, word));
      continue;
    }
    const kinds = await kindsOf(tx, word);
    if (kinds.length === 0) names.push(word);
    looked.push(Prisma.sql`(${keptNameSearch(AGENT_NAME, word)} or x.kind = any(${kinds}::text[]))`);
  }
  return {
    condition: Prisma.join([...conditions, lookedAt(looked)], ' and '),
    places: keptNamePlaces(AGENT_NAME, names),
  };
}

/** Names and kinds are in the rows; request numbers are searched first. */
async function isNumbered(tx: Tx, word: string): Promise<Prisma.Sql> {
  const { join, joined } = await requestSearch(tx, word, {
    agentId: Prisma.sql`r.agent_id`,
    requestId: Prisma.sql`r.id`,
  });
  return Prisma.sql`x.request_id in (select r.id from request r ${join} where ${joined})`;
}

/**
 * Reads one page of the requests of others that a person filed or decided on, and their count up to
 * the bound.
 */
export async function searchActedRequests(tx: Tx, search: ListedRequests): Promise<PageOfRows<RequestRow> & Counted> {
  const { condition, places } = await acted(tx, search);
  const chosenAt = (place: Prisma.Sql) => Prisma.sql`
    select x.request_id as id, x.filed_at, x.agent_name from acted_request x where ${place} and ${condition}`;
  return readPage<RequestRow>(
    tx,
    {
      chosen: Prisma.join(places.map(chosenAt), ' union all '),
      few: Prisma.sql`from (select f.id as request_id, f.filed_at, f.agent_name from few f) x`,
      condition,
      sorted: Prisma.sql`from acted_request x`,
      order: orderOf(BY, search.sort),
      id: Prisma.sql`x.request_id`,
      read: (reader, ids) => requestRows.all(reader, { ids }),
      idOf: ({ id }) => id,
    },
    search,
  );
}
