import { useState } from 'react';
import type { FoldView } from '../../../../contract/signing/signing.ts';

/** The requests of a fold that are ticked, to be decided together. */
export interface Ticks {
  readonly ticked: ReadonlySet<string>;
  readonly toggle: (taskKey: string) => void;
  readonly tick: (taskKeys: readonly string[]) => void;
}

/** All but those to be looked at are ticked at first; null where nothing of the fold is decided together. */
export function useTicks({ together, alike }: FoldView): Ticks | null {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(() => new Set(alike.map(({ taskKey }) => taskKey)));
  const toggle = (taskKey: string) =>
    setTicked((before) => {
      const next = new Set(before);
      if (!next.delete(taskKey)) next.add(taskKey);
      return next;
    });
  const tick = (taskKeys: readonly string[]) => setTicked(new Set(taskKeys));
  return together !== null && together.outcomes.length > 0 ? { ticked, toggle, tick } : null;
}
