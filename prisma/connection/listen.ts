import pg from 'pg';
import type { Channel } from './channels.ts';

/** Callbacks of a listening connection, and the presence that it shows. */
export interface ListenOptions {
  /**
   * Called on each connection, the first one included. What was notified while it was down is lost:
   * read again what the channels announce.
   */
  onConnected?: () => void;
  /** Worth a log line; the connection is opened again by itself. */
  onLost?: (error: Error) => void;
  /**
   * An advisory lock that each connection holds, by which others see that this process is alive.
   */
  presence?: Presence;
}

/** An advisory lock of two numbers: the subject, and the process. */
export interface Presence {
  readonly of: number;
  readonly id: number;
}

/** A connection that listens, opened again when it is lost. */
export interface Listening {
  /** Settles with the first connection. */
  readonly connected: Promise<void>;
  /** True while it listens and holds its presence. */
  isConnected(): boolean;
  close(): Promise<void>;
}

const FIRST_WAIT_MS = 200;
const MAX_WAIT_MS = 5_000;

/** What is done with the messages of a channel. */
export interface Subscription {
  readonly channel: string;
  /** Parses a payload and handles it. */
  readonly notified: (payload: string) => void;
}

/** Makes a subscription that ignores payloads that this version does not know. */
export const subscription = <Message>(
  { name, read }: Channel<Message>,
  subscriber: (message: Message) => void,
): Subscription => ({
  channel: name,
  notified: (payload) => {
    const message = read(payload);
    if (message !== null) subscriber(message);
  },
});

/**
 * Subscribes to channels on a connection of its own until it is closed: a lost connection is opened
 * again, after longer and longer waits. Use one a process: PostgreSQL wakes every connection that
 * listens, for any channel.
 */
export function listen(
  url: string,
  subscriptions: readonly Subscription[],
  { onConnected = () => {}, onLost = () => {}, presence }: ListenOptions = {},
): Listening {
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  let wait = FIRST_WAIT_MS;
  let closed = false;
  let listening = false;
  let resolveConnected = () => {};
  const connected = new Promise<void>((resolve) => {
    resolveConnected = resolve;
  });

  const lost = (attempt: pg.Client, error: Error) => {
    if (closed || client !== attempt) return; // said once for each connection
    client = undefined;
    listening = false;
    attempt.end().catch(() => {});
    onLost(error);
    retry = setTimeout(open, wait);
    wait = Math.min(wait * 2, MAX_WAIT_MS);
  };

  function open(): void {
    const attempt = new pg.Client({
      connectionString: url,
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      application_name: 'harmonie listening',
    });
    client = attempt;
    attempt.on('notification', ({ channel, payload = '' }) => {
      for (const one of subscriptions) if (one.channel === channel) one.notified(payload);
    });
    attempt.on('error', (error) => lost(attempt, error));
    attempt.on('end', () => lost(attempt, new Error('the database closed the connection')));
    attempt
      .connect()
      .then(() =>
        attempt.query(subscriptions.map(({ channel }) => `listen ${pg.escapeIdentifier(channel)}`).join('; ')),
      )
      // Shared: a session that PostgreSQL does not know to be dead yet may still hold it.
      .then(() => presence && attempt.query('select pg_advisory_lock_shared($1, $2)', [presence.of, presence.id]))
      .then(() => {
        listening = client === attempt;
        wait = FIRST_WAIT_MS;
        resolveConnected();
        onConnected();
      })
      .catch((error: Error) => lost(attempt, error));
  }
  open();

  return {
    connected,
    isConnected: () => listening,
    async close() {
      closed = true;
      listening = false;
      clearTimeout(retry);
      const last = client;
      client = undefined;
      await last?.end().catch(() => {});
    },
  };
}
