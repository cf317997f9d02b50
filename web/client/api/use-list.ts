import { useSearchParams } from 'react-router';
import { queryString, useApi } from './query.ts';

interface Page<T> {
  items: T[];
  total: number;
  page: number;
  pageSize: number;
}

/** A list whose search, filters, sort and page stand in the address, so that « back » and links find it as it was. */
export function useList<T>(path: string, fixed: Record<string, string> = {}) {
  const [search, setSearch] = useSearchParams();
  const params = Object.fromEntries(search);
  const query = useApi<Page<T>>(path + queryString({ ...fixed, ...params }), { keepPrevious: true });

  /** Changing anything but the page goes back to the first one. */
  const set = (changes: Record<string, string | number | undefined>) => {
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (!('page' in changes)) next.delete('page');
        for (const [key, value] of Object.entries(changes)) {
          if (value === undefined || value === '') next.delete(key);
          else next.set(key, String(value));
        }
        return next;
      },
      { replace: true },
    );
  };
  const filtered = Object.keys(params).some((key) => !['page', 'pageSize', 'sort'].includes(key));
  return { query, params, set, filtered, clear: () => setSearch({}, { replace: true }) };
}
