import { keepPreviousData, QueryClient, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { ApiProblem, call } from './api.ts';

/** One cache for all screens. The key of a query is its address, so that a live change finds what it concerns. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      queryFn: ({ queryKey, signal }) => call(String(queryKey[0]), { signal }),
      staleTime: 5_000,
      // A refusal will not change by itself; a server that is away may come back.
      retry: (count, error) => !(error instanceof ApiProblem && error.status < 500) && count < 2,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});

/** Reads an address of the API. */
export function useApi<T>(
  path: string,
  options: { enabled?: boolean; keepPrevious?: boolean } = {},
): UseQueryResult<T, Error> {
  return useQuery<T, Error, T, string[]>({
    queryKey: [path],
    enabled: options.enabled ?? true,
    ...(options.keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
}

/**
 * Has every screen that shows one of these addresses read it again. « /api/tasks? » is the list alone, with parameters
 * or without any, and not its items.
 */
export function refresh(...prefixes: string[]): Promise<void> {
  const concerns = (address: string) =>
    prefixes.some((prefix) => address.startsWith(prefix) || `${address}?` === prefix);
  return queryClient.invalidateQueries({ predicate: ({ queryKey }) => concerns(String(queryKey[0])) });
}

/** « ?q=…&page=2 » without the parameters that say nothing. */
export function queryString(params: Record<string, string | number | undefined | null>): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(params)) {
    if (value !== undefined && value !== null && value !== '') search.set(key, String(value));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}
