import { createContext, type ReactNode, useContext, useState } from 'react';
import { createPortal } from 'react-dom';

const Place = createContext<(dialog: ReactNode) => void>(() => {});

/** Shows the dialog of several acts of a fold, as they are now: the list behind changes as they are decided. `null` closes it. */
export const useDeskDialog = () => useContext(Place);

/** Holds that dialog above the folds: the last act that is decided takes its fold away, and what became of all is still told. */
export function DeskDialogs({ children }: { children: ReactNode }) {
  const [dialog, setDialog] = useState<ReactNode>(null);
  return (
    <Place.Provider value={setDialog}>
      {children}
      {dialog ? createPortal(dialog, document.body) : null}
    </Place.Provider>
  );
}
