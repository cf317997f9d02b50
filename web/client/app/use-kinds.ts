import { useApi } from '../api/query.ts';
import { useLanguage } from '../language/use-language.ts';

/** The kinds in service, named in the language on screen. */
export function useKinds(): { kind: string; title: string }[] {
  const { read } = useLanguage();
  const query = useApi('GET /api/circuits');
  const current = query.data?.items.filter((row) => row.current) ?? [];
  return current
    .map(({ kind, title }) => ({ kind, title: read(title) }))
    .sort((one, other) => one.title.localeCompare(other.title));
}
