import { useSearchParams } from 'react-router';

/** What stands in the address of a desk: its filters, the fold that is open, the act that is chosen. */
const NAMES = ['kind', 'structureId', 'due', 'aside', 'after', 'fold', 'task'] as const;
type Name = (typeof NAMES)[number];
export type DeskAddress = Partial<Record<Name, string>>;

/** The desk as its address has it, so that « back » and a link find it as it was; a change of filters closes what they may hide. */
export function useDeskAddress() {
  const [search, setSearch] = useSearchParams();
  const address: DeskAddress = Object.fromEntries(
    NAMES.flatMap((name) => {
      const value = search.get(name);
      return value ? [[name, value]] : [];
    }),
  );
  const set = (changes: DeskAddress) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        for (const name of NAMES) {
          if (!(name in changes)) continue;
          const value = changes[name];
          if (value) next.set(name, value);
          else next.delete(name);
        }
        return next;
      },
      { replace: true, preventScrollReset: true },
    );
  const filter = (changes: DeskAddress) => set({ ...changes, after: '', fold: '', task: '' });
  const { structureId, due, aside } = address;
  return { address, set, filter, foldQuery: { structureId, due, aside } as FoldFilters };
}

/** The filters that a fold is read with. */
export interface FoldFilters {
  structureId?: string;
  due?: 'overdue' | 'week' | 'later';
  aside?: 'true' | 'false';
}
