import type { Search } from './types.ts';

/** One answer, at once: whoever needs to wait for a lagging cluster asks again. */
export const NOW = { consistency: { waitUpToMs: 0 } };
/** Rows of one answer, where all of them are wanted. */
export const PAGE_SIZE = 1_000;

/** What was read of a search; with `more`, there are others. */
export interface Bounded<Item> {
  readonly items: Item[];
  readonly more: boolean;
}

/** Reads page after page, until all is read or `max` rows are: `more` then says that there may be others. */
export async function paged<Item>(
  { pageSize = PAGE_SIZE, max }: { pageSize?: number; max: number },
  read: (page: Search['page']) => Promise<{ items: Item[]; page: { endCursor: string | null } }>,
): Promise<Bounded<Item>> {
  const items: Item[] = [];
  let after: string | null = null;
  do {
    const limit = Math.min(pageSize, max - items.length);
    const answer = await read({ limit, ...(after !== null && { after }) });
    items.push(...answer.items);
    after = answer.items.length === limit ? answer.page.endCursor : null;
  } while (after !== null && items.length < max);
  return { items, more: after !== null };
}
