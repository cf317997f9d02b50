import { useState } from 'react';
import type { FoldAct, FoldView } from '#web/contract/signing/signing.ts';

/** The requests of a fold that are ticked, to be decided together. */
export interface Ticks {
  readonly ticked: ReadonlySet<string>;
  readonly toggle: (taskKey: string) => void;
  readonly tick: (taskKeys: readonly string[]) => void;
}

/**
 * All but those to be looked at are ticked at first; null where nothing of the fold is decided together. A tick is of what the
 * request said then: one that says something else since, as an opinion or a mark came, is to be looked at anew.
 */
export function useTicks({ together, outliers, alike }: FoldView): Ticks | null {
  const said = saidBy([...outliers, ...alike]);
  const [asTicked, setAsTicked] = useState<ReadonlyMap<string, string>>(() => saidBy(alike));
  const ticked = new Set([...asTicked.keys()].filter((key) => asTicked.get(key) === said.get(key)));
  const tick = (taskKeys: readonly string[]) =>
    setAsTicked(new Map(taskKeys.map((taskKey) => [taskKey, said.get(taskKey) ?? ''])));
  const toggle = (taskKey: string) => {
    const next = new Set(ticked);
    if (!next.delete(taskKey)) next.add(taskKey);
    tick([...next]);
  };
  return together !== null && together.outcomes.length > 0 ? { ticked, toggle, tick } : null;
}

/** What each request says, by the key of its task. */
const saidBy = (acts: readonly FoldAct[]): ReadonlyMap<string, string> =>
  new Map(acts.map(({ taskKey, said = '' }) => [taskKey, said]));
