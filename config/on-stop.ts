/** Maximum time a process takes to stop: what it has not closed by then is cut. */
const GRACE_MS = 10_000;

/** The exit code of a process that could not start because another part was away: started again, it may well. */
export const TRY_AGAIN = 75;

/**
 * How a process of the portal lives with its supervisor. Asked whether it is alive, it answers as long as its turn comes
 * (bin/start/child-process.ts). It stops: on SIGTERM or SIGINT, or when its supervisor is gone (the channel to it closes),
 * so that a killed supervisor leaves nothing running. `close` runs once; the process ends after it, or after 10 s.
 */
export function onStop(close: () => Promise<unknown>): void {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), GRACE_MS).unref();
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error instanceof Error ? error.message : error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  // Ctrl-C reaches every process of the terminal: the supervisor decides the order, unless there is none.
  process.on('SIGINT', () => process.channel === undefined && stop());
  process.on('disconnect', stop);
  process.on('message', (message) => {
    if (typeof message === 'object' && message !== null && 'probe' in message)
      process.send?.({ alive: true }, () => {});
  });
  // It went while the modules of this process were read: nothing more would be heard of it.
  if (process.send !== undefined && !process.connected) stop();
}
