import { createContext } from 'react';

/** The acts that were opened on a desk since the page was loaded: the hash of the page that was shown, by act. */
export const OpenedActs = createContext<{
  readonly opened: ReadonlyMap<string, string>;
  readonly onOpened: (taskKey: string, sha256: string) => void;
}>({ opened: new Map(), onOpened: () => {} });
