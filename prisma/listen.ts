import pg from 'pg';

export interface ListenOptions {
  /**
   * Called on each connection, the first one included: bells rung while the line was down are lost, so this is when to
   * read again whatever they announce.
   */
  onConnected?: () => void;
  /** Worth a log line; the line is opened again by itself. */
  onLost?: (error: Error) => void;
}

export interface Listening {
  /** Settles with the first connection. */
  readonly connected: Promise<void>;
  close(): Promise<void>;
}

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5_000;

/** Hears a channel of PostgreSQL on a connection of its own, for ever: a lost connection is opened again, with patience. */
export function listen(
  url: string,
  channel: string,
  heard: (payload: string) => void,
  { onConnected = () => {}, onLost = () => {} }: ListenOptions = {},
): Listening {
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  let wait = FIRST_WAIT_MS;
  let closed = false;
  let resolveConnected = () => {};
  const connected = new Promise<void>((resolve) => {
    resolveConnected = resolve;
  });

  const lost = (attempt: pg.Client, error: Error) => {
    if (closed || client !== attempt) return; // said once for each connection
    client = undefined;
    attempt.end().catch(() => {});
    onLost(error);
    retry = setTimeout(open, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  };

  function open(): void {
    const attempt = new pg.Client({
      connectionString: url,
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      application_name: `harmonie ${channel}`,
    });
    client = attempt;
    attempt.on('notification', ({ payload }) => heard(payload ?? ''));
    attempt.on('error', (error) => lost(attempt, error));
    attempt.on('end', () => lost(attempt, new Error('the database closed the connection')));
    attempt
      .connect()
      .then(() => attempt.query(`listen ${pg.escapeIdentifier(channel)}`))
      .then(() => {
        wait = FIRST_WAIT_MS;
        resolveConnected();
        onConnected();
      })
      .catch((error: Error) => lost(attempt, error));
  }
  open();

  return {
    connected,
    async close() {
      closed = true;
      clearTimeout(retry);
      const last = client;
      client = undefined;
      await last?.end().catch(() => {});
    },
  };
}
