import { createContext, useContext } from 'react';
import type { Me } from '#web/contract/account/me.ts';

const MeContext = createContext<Me | null>(null);
export const MeProvider = MeContext.Provider;

/** Who is signed in. Only inside the portal, where somebody is. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('useMe outside of a session');
  return me;
}

/** Whether messages of their account and requests reach them by mail: at work, or at the personal address of their account. */
export const isMailed = ({ email, accountEmail }: Me): boolean => email !== null || accountEmail !== null;
