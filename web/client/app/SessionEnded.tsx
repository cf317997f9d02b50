import { lazy, Suspense, useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';
import { isSessionEnded, onSessionEnded } from '../api/session-gate.ts';

/** The code of the dialog. The first page, where nothing is typed, does without it; every other page brings it along. */
export const loadSessionEndedDialog = async () => (await import('./SessionEndedDialog.tsx')).SessionEndedDialog;

const SessionEndedDialog = lazy(async () => ({ default: await loadSessionEndedDialog() }));

/** The dialog, each time that the session ends under the page. Last of the document: over any other that is open. */
export function SessionEnded() {
  const ended = useSyncExternalStore(onSessionEnded, isSessionEnded);
  return ended
    ? createPortal(
        <Suspense>
          <SessionEndedDialog />
        </Suspense>,
        document.body,
      )
    : null;
}
