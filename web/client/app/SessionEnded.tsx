import { lazy, Suspense, useSyncExternalStore } from 'react';
import { isSessionEnded, onSessionEnded } from '../api/session-gate.ts';

/** The code of the dialog. The first page, where nothing is typed, does without it; every other page brings it along. */
export const loadSessionEndedDialog = async () => (await import('./SessionEndedDialog.tsx')).SessionEndedDialog;

const SessionEndedDialog = lazy(async () => ({ default: await loadSessionEndedDialog() }));

/** The dialog, each time that the session ends under the page. */
export function SessionEnded() {
  const ended = useSyncExternalStore(onSessionEnded, isSessionEnded);
  return ended ? (
    <Suspense>
      <SessionEndedDialog />
    </Suspense>
  ) : null;
}
