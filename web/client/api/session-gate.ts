/**
 * What happens when a session ends while someone works: every call waits here, a dialog asks to sign in again,
 * and the calls go on. Nothing that was typed is lost, since no screen is left.
 */
type Listener = (ended: boolean) => void;

let waiting: { promise: Promise<void>; resume: () => void } | null = null;
const listeners = new Set<Listener>();

/** Resolves once the person has signed in again. */
export function whenSignedInAgain(): Promise<void> {
  if (!waiting) {
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting = { promise, resume: resolve };
    for (const listener of listeners) listener(true);
  }
  return waiting.promise;
}

/** The person is back: lets the waiting calls go. */
export function signedInAgain(): void {
  waiting?.resume();
  waiting = null;
  for (const listener of listeners) listener(false);
}

/** Notifies of sessions that end and resume; returns how to unsubscribe. */
export function onSessionEnded(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** For `useSyncExternalStore`. */
export const isSessionEnded = (): boolean => waiting !== null;
