import type { CamundaRestClient } from './client.ts';
import type { Call } from './rest.ts';
import type { Search } from './types.ts';

/**
 * Asks for one answer, at once: who waits for a lagging cluster asks again. The client's types want
 * a time to wait; given one, even 0, it reads its whole configuration again at every call.
 */
export const NOW = {} as { readonly consistency: { readonly waitUpToMs: 0 } };
/** Rows of one answer, where all of them are wanted. */
const PAGE_SIZE = 1_000;

/** What was read of a search; with `more`, there are others. */
export interface Bounded<Item> {
  readonly items: Item[];
  readonly more: boolean;
}

/** The searches that the portal asks for. */
type SearchName =
  | 'searchUserTasks'
  | 'searchProcessInstances'
  | 'searchElementInstances'
  | 'searchIncidents'
  | 'searchVariables'
  | 'searchJobs'
  | 'searchMessageSubscriptions';
/** A row of what a search answers. */
export type ItemOf<Name extends SearchName> = Awaited<ReturnType<CamundaRestClient[Name]>>['items'][number];

interface Answer<Item> {
  readonly items: Item[];
  readonly page: { readonly totalItems: number | bigint; readonly endCursor: string | null };
}
type Searches<Name extends SearchName> = Record<
  Name,
  (search: Search, options: typeof NOW) => Promise<Answer<ItemOf<Name>>>
>;

/** One answer of a search. The client's types want keys that are branded in filters too, and one method at a time. */
export const search = <Name extends SearchName>(call: Call, name: Name, asked: Search): Promise<Answer<ItemOf<Name>>> =>
  call((client) => (client as unknown as Searches<Name>)[name](asked, NOW));

/** Reads a search page after page, until all is read or `max` rows are: `more` then says that there may be others. */
export async function searchUpTo<Name extends SearchName>(
  call: Call,
  name: Name,
  asked: Omit<Search, 'page'>,
  max: number,
): Promise<Bounded<ItemOf<Name>>> {
  const items: ItemOf<Name>[] = [];
  let after: string | null = null;
  do {
    const limit = Math.min(PAGE_SIZE, max - items.length);
    const answer: Answer<ItemOf<Name>> = await search(call, name, {
      ...asked,
      page: { limit, ...(after !== null && { after }) },
    });
    items.push(...answer.items);
    after = answer.items.length === limit ? answer.page.endCursor : null;
  } while (after !== null && items.length < max);
  return { items, more: after !== null };
}

/** All that a search finds, however many rows. */
export async function searchAll<Name extends SearchName>(
  call: Call,
  name: Name,
  asked: Omit<Search, 'page'>,
): Promise<ItemOf<Name>[]> {
  return (await searchUpTo(call, name, asked, Number.POSITIVE_INFINITY)).items;
}
