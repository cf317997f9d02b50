import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import type { Placed, Success, With } from '#web/contract/api.ts';
import type { InAddress } from './address.ts';
import { type ReadName, useAnyApi } from './query.ts';

/** A page found by its number. */
export interface NumberedPage<Row> {
  items: Row[];
  total: number;
  page: number;
  pageSize: number;
}

/** A page of a list that grows, found by the row it follows or comes before (web/contract/common.ts: keyPageOf). */
export interface KeyPage<Row> {
  items: Row[];
  /** Counted up to a bound; with `more`, there are others. */
  total: number;
  more: boolean;
  next: string | null;
  previous: string | null;
  pageSize: number;
}

export type PageOf<Row> = NumberedPage<Row> | KeyPage<Row>;

/** What an address says of a list: its search and its filters by name, its sort, its page. */
type InList<Filter extends string, Value> = { readonly [Key in Filter | WhichPage | 'pageSize']?: Value | undefined };

/**
 * A page of rows on screen, with what turns, searches, filters and sorts it. `Filter` and `Sort` are the names that the
 * endpoint's query declares (web/contract): no other compiles.
 */
export interface List<
  Row,
  Page extends PageOf<Row> = PageOf<Row>,
  Filter extends string = never,
  Sort extends string = never,
> {
  readonly query: UseQueryResult<Page, Error>;
  readonly params: InList<Filter | 'sort', string>;
  /** Changing anything but which page is shown goes back to the first one. */
  readonly set: (changes: InList<Filter, string | number> & { readonly sort?: Sort | `-${Sort}` | undefined }) => void;
  /** The same of one filter, by a name that the list has: an empty value takes it off. */
  readonly filter: (name: Filter, value: string) => void;
  readonly filtered: boolean;
  readonly clear: () => void;
}

/** An endpoint that reads pages. */
export type ListName = { [Name in ReadName]: Success<Name> extends PageOf<unknown> ? Name : never }[ReadName];
export type RowOf<Name extends ListName> = Success<Name> extends PageOf<infer Row> ? Row : never;
/** Parameters must be given, a query may. */
type Fixed<Name extends ListName> = Omit<Placed<Name>, 'query'> &
  Partial<Pick<Placed<Name>, 'query' & keyof Placed<Name>>> & {
    /** What its parameters begin with in the address, where a page has two lists: « posts » has « posts.page ». */
    readonly prefix?: string;
  };
type PageNamed<Name extends ListName> = Success<Name> & PageOf<RowOf<Name>>;

/** What the query of a list takes, as it is asked. */
export type QueryOf<Name extends ListName> = NonNullable<(Placed<Name> & { readonly query?: unknown })['query']>;
/** What a list can be searched and filtered by. */
export type FilterOf<Name extends ListName> = Exclude<keyof QueryOf<Name> & string, WhichPage | 'pageSize' | 'sort'>;
/** What a list can be sorted by, either way; never where its order is its own. */
export type SortOf<Name extends ListName> =
  QueryOf<Name> extends { readonly sort?: infer Sort } ? Exclude<Sort & string, `-${string}`> : never;

const WHICH_PAGE = ['page', 'after', 'before'] as const;
type WhichPage = (typeof WHICH_PAGE)[number];
const NO_FILTER: readonly string[] = [...WHICH_PAGE, 'pageSize', 'sort'];

/** The list that an endpoint answers, on screen. */
export type ListNamed<Name extends ListName> = List<RowOf<Name>, PageNamed<Name>, FilterOf<Name>, SortOf<Name>>;

/** A list whose search, filters, sort and page stand in the address, so that « back » and links find it as it was. */
export function useList<const Name extends ListName>(
  /** Fixed: what does not stand in the page's address. */
  ...[name, fixed]: With<Name, Fixed<Name>>
): ListNamed<Name> {
  const { prefix, ...placed } = (fixed ?? {}) as InAddress & { readonly prefix?: string };
  const [search, setSearch] = useSearchParams();
  const inAddress = (key: string) => (prefix === undefined ? key : `${prefix}.${key}`);
  const params = paramsOf(search, prefix);
  const asked = { ...placed, query: { ...placed.query, ...params }, keepPrevious: true };
  const query = useAnyApi<PageNamed<Name>>(name, asked);

  const set = (changes: Record<string, string | number | undefined>) => {
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        for (const key of WHICH_PAGE) next.delete(inAddress(key));
        for (const [key, value] of Object.entries(changes)) {
          if (value === undefined || value === '') next.delete(inAddress(key));
          else next.set(inAddress(key), String(value));
        }
        return next;
      },
      { replace: true },
    );
  };
  // What stood on the page may be gone meanwhile, as its last row is handled.
  const instead = query.isPlaceholderData || query.data === undefined ? null : pageInstead(query.data, params);
  useEffect(() => {
    if (instead !== null) set(instead);
  });
  const filtered = Object.keys(params).some((key) => !NO_FILTER.includes(key));
  const clear = () =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        for (const key of Object.keys(params)) next.delete(inAddress(key));
        return next;
      },
      { replace: true },
    );
  const filter = (name: FilterOf<Name>, value: string) => set({ [name]: value });
  return { query, params, set, filter, filtered, clear };
}

/**
 * Where to go from a page that has nothing left: the last one that has something, or the beginning of a list that is read by
 * key; null: one stays. Some lists count nothing on such a page: one goes back page by page.
 */
function pageInstead(page: PageOf<unknown>, params: Record<string, string>): { page?: number | undefined } | null {
  if (page.items.length > 0) return null;
  if (!('page' in page)) return 'after' in params || 'before' in params ? {} : null;
  if (page.page <= 1) return null;
  const last = page.total > 0 ? Math.min(Math.ceil(page.total / page.pageSize), page.page - 1) : page.page - 1;
  return { page: last > 1 ? last : undefined };
}

/** What the address says of a list: of the one without a prefix, whatever has none. */
function paramsOf(search: URLSearchParams, prefix: string | undefined): Record<string, string> {
  const own = [...search].flatMap(([key, value]): [string, string][] => {
    if (prefix === undefined) return key.includes('.') ? [] : [[key, value]];
    return key.startsWith(`${prefix}.`) ? [[key.slice(prefix.length + 1), value]] : [];
  });
  return Object.fromEntries(own);
}
