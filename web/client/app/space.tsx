import { createContext, useContext, useEffect } from 'react';
import type { Space } from '#web/contract/account/me.ts';

interface SpaceOnScreen {
  readonly space: Space;
  /** The address that the page counts under, where its own does not tell. */
  readonly under?: string | undefined;
  readonly enter: (space: Space, under?: string) => void;
}

/** Which space the page on screen belongs to: the header and the side navigation follow. */
export const SpaceContext = createContext<SpaceOnScreen | null>(null);

export function useSpace(): SpaceOnScreen {
  const context = useContext(SpaceContext);
  if (!context) throw new Error('useSpace outside of the portal');
  return context;
}

/**
 * Says that this page belongs to a space; null while it is not known yet.
 * @param under the address of a list that it is found in, where its own address does not say so: « /circuits/blocks » of the
 *   draft of a block
 */
export function useInSpace(space: Space | null, under?: string): void {
  const { enter } = useSpace();
  useEffect(() => {
    if (!space) return undefined;
    enter(space, under);
    // The page that comes next counts where it says.
    return under === undefined ? undefined : () => enter(space);
  }, [space, under, enter]);
}
