import { type KeyboardEvent, useEffect } from 'react';
import type { Move } from '#domain/signing/preparation.ts';
import { FailureNote } from '#web/client/ui/FailureNote.tsx';
import { Loaded } from '#web/client/ui/Loaded.tsx';
import { lineOf } from '../desk-keys.ts';
import { FoldActs } from '../FoldContent.tsx';
import { Prepared } from '../preparation.tsx';
import { useDeskAddress } from '../use-desk-address.ts';
import type { OpenPreparedFold } from './use-prepared-fold.ts';

/** Keys of the list that move the act whose line has the focus. */
const MOVES: Readonly<Record<string, Move>> = { h: 'up', b: 'down', '1': 'first' };
/** Those that go to its pane: where its reason, or its note, is written. */
const FIELDS: Readonly<Record<string, string>> = { m: 'prepared-aside', n: 'prepared-note' };

/** The acts of a fold, in the order in which the signatory finds them. */
export function PreparedFold({ of }: { of: OpenPreparedFold }) {
  const { address, set } = useDeskAddress();
  const { query, acts, move, refocus, prepared } = of;
  // biome-ignore lint/correctness/useExhaustiveDependencies: as the order changes
  useEffect(() => {
    if (refocus.current) lineOf(refocus.current)?.focus();
    refocus.current = null;
  }, [query.data]);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const place = acts.findIndex(({ taskKey }) => lineOf(taskKey) === document.activeElement);
    const here = acts[place];
    if (here === undefined) return;
    const pressed = event.key.toLowerCase();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const how = address.aside ? undefined : MOVES[pressed];
    const field = FIELDS[pressed];
    if (step === undefined && how === undefined && field === undefined) return;
    event.preventDefault();
    if (how) move(here.taskKey, how);
    if (field) {
      of.field.current = { taskKey: here.taskKey, id: field };
      set({ task: here.taskKey });
    }
    const next = step === undefined ? undefined : acts[place + step];
    if (next === undefined) return;
    lineOf(next.taskKey)?.focus();
    set({ task: next.taskKey });
  };
  return (
    <Loaded query={query}>
      {(fold) => (
        <Prepared.Provider value={prepared}>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the buttons that it holds, as they stand together */}
          <div className="h-fold__content" onKeyDown={onKeyDown}>
            <FailureNote problem={of.problem} />
            <p role="status" className="h-help">
              {of.moved}
            </p>
            <FoldActs fold={fold} onChoose={(task) => set({ task })} />
          </div>
        </Prepared.Provider>
      )}
    </Loaded>
  );
}
