import { createContext, useContext, useEffect } from 'react';
import type { Space } from '../../contract/me.ts';

/** Which space the page on screen belongs to: the header and the side navigation follow. */
export const SpaceContext = createContext<{ space: Space; enter: (space: Space) => void } | null>(null);

export function useSpace(): { space: Space; enter: (space: Space) => void } {
  const context = useContext(SpaceContext);
  if (!context) throw new Error('useSpace outside of the portal');
  return context;
}

/** Says that this page belongs to a space; null while it is not known yet. */
export function useInSpace(space: Space | null): void {
  const { enter } = useSpace();
  useEffect(() => {
    if (space) enter(space);
  }, [space, enter]);
}
