import pg from 'pg';

export interface Listening {
  close(): Promise<void>;
}

const RETRY_MS = 1_000;
/** Called with an empty payload after each reconnection: whatever rang meanwhile was missed. */
type Heard = (payload: string) => void;

/**
 * Hears a channel of NOTIFY on a connection of its own, which comes back by itself when the database was away. Resolves
 * once it listens, or at once when the database cannot be reached yet.
 */
export async function listen(url: string, channel: string, heard: Heard): Promise<Listening> {
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  let closed = false;

  const again = (): void => {
    if (closed || retry) return;
    retry = setTimeout(() => {
      retry = undefined;
      void connect(true);
    }, RETRY_MS);
    retry.unref();
  };

  const connect = async (returning: boolean): Promise<void> => {
    const opened = new pg.Client({ connectionString: url, application_name: 'harmonie-listen', keepAlive: true });
    // An idle connection that breaks says so here only.
    opened.on('error', () => {});
    opened.on('end', () => {
      if (client === opened) client = undefined;
      again();
    });
    opened.on('notification', (message) => heard(message.payload ?? ''));
    try {
      await opened.connect();
      await opened.query(`listen ${pg.escapeIdentifier(channel)}`);
      if (closed) return void opened.end().catch(() => {});
      client = opened;
      if (returning) heard('');
    } catch {
      opened.end().catch(() => {});
      again();
    }
  };

  await connect(false);
  return {
    async close() {
      closed = true;
      clearTimeout(retry);
      await client?.end().catch(() => {});
    },
  };
}
