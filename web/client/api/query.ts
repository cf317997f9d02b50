import { keepPreviousData, QueryClient, type QueryKey, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { Asked, EndpointName, Success, With } from '#web/contract/api.ts';
import { type InAddress, place } from './address.ts';
import { type AnyInput, ApiProblem, type CallOptions, callAny, Unreachable } from './api.ts';

function mayComeBack(error: Error): boolean {
  if (error instanceof ApiProblem) return error.status >= 500;
  return !(error instanceof Unreachable && error.isLate);
}

/** An endpoint that reads. */
export type ReadName = Extract<EndpointName, `GET ${string}`>;

/** One cache for all screens. The key of a query is its address, so that a live change finds what it concerns. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A refusal will not change by itself; a server that is away may come back.
      retry: (count, error) => mayComeBack(error) && count < 2,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});

/** Key and function of a query, for useQuery: the key is the address. */
export const reading = <const Name extends ReadName>(...[name, input]: With<Name, Asked<Name> & CallOptions>) =>
  readingAny<Success<Name>>(name, input as AnyInput | undefined);

const readingAny = <T>(name: ReadName, input: AnyInput = {}) => ({
  queryKey: [place(name, input)],
  queryFn: ({ signal }: { signal: AbortSignal }) => callAny<T>(name, { ...input, signal }),
});

interface ReadOptions {
  readonly enabled?: boolean;
  /** While another page of it loads, the last one stays. */
  readonly keepPrevious?: boolean;
}

/** Reads an endpoint. @example useApi('GET /api/requests/:id', { params: { id } }) */
export const useApi = <const Name extends ReadName>(
  ...[name, input]: With<Name, Asked<Name> & ReadOptions>
): UseQueryResult<Success<Name>, Error> => useAnyApi(name, input as (InAddress & ReadOptions) | undefined);

/** The same, untyped. */
export function useAnyApi<T>(
  name: ReadName,
  { enabled = true, keepPrevious = false, ...placed }: InAddress & ReadOptions = {},
): UseQueryResult<T, Error> {
  return useQuery<T, Error, T, string[]>({
    ...readingAny<T>(name, placed),
    enabled,
    ...(keepPrevious && { placeholderData: keepPreviousData }),
  });
}

type PathOf<Name> = Name extends `GET ${infer Path}` ? Path : never;
/** « /api/pay » of « /api/pay/months » */
type FirstOf<Path> = Path extends `/api/${infer Resource}/${string}` ? `/api/${Resource}` : Path;
type PrefixOf<Path> = Path extends `${infer Before}:${string}` ? `${Before}${string}` : Path | FirstOf<Path>;
type ReadPath = PathOf<ReadName>;
/** The beginning of addresses that are read; with « ? », a list alone and not its items; « /api/ », all of them. */
export type AddressPrefix = '/api/' | PrefixOf<ReadPath> | `${Exclude<ReadPath, `${string}:${string}`>}?`;

/**
 * Has every screen that shows one of these addresses read it again. « /api/tasks? » is the list alone, with parameters
 * or without any, and not its items.
 */
export async function refresh(...prefixes: AddressPrefix[]): Promise<void> {
  const concerns = ({ queryKey }: { readonly queryKey: QueryKey }) => {
    const address = String(queryKey[0]);
    return prefixes.some((prefix) => address.startsWith(prefix) || `${address}?` === prefix);
  };
  // What is read for the first time is not asked anew by this, and may answer what was before.
  const begun = new Set(
    queryClient.getQueryCache().findAll({
      predicate: (query) => concerns(query) && query.state.data === undefined && query.state.fetchStatus === 'fetching',
    }),
  );
  await queryClient.invalidateQueries({ predicate: concerns });
  if (begun.size > 0) await queryClient.invalidateQueries({ predicate: (query) => begun.has(query) });
}
