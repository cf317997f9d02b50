import { useSearchParams } from 'react-router';
import { DESK_KINDS } from '#domain/signing/desk.ts';
import type { FoldView } from '#web/contract/signing/signing.ts';

/** What stands in the address of a desk: its filters, the fold that is open, the act that is chosen. */
const NAMES = ['what', 'kind', 'structureId', 'due', 'aside', 'after', 'fold', 'task'] as const;
type Name = (typeof NAMES)[number];
export type DeskAddress = Partial<Record<Name, string>>;

/** What is done of what the desk shows, as its address has it. */
export type DeskWhat = FoldView['what'];
const isWhat = (text: string | undefined): text is DeskWhat => DESK_KINDS.some((known) => known === text);

/** Whose words a page of the desk takes: those of acts to sign, or those of requests to decide. */
export const wordsFor = (what: DeskWhat): 'desk' | 'desk.given' => (what === 'signature' ? 'desk' : 'desk.given');

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
  const what: DeskWhat = isWhat(address.what) ? address.what : 'signature';
  return { address, what, words: wordsFor(what), set, filter, foldQuery: { structureId, due, aside } as FoldFilters };
}

/** The filters that a fold is read with. */
export interface FoldFilters {
  structureId?: string;
  due?: 'overdue' | 'week' | 'later';
  aside?: 'true' | 'false';
}
