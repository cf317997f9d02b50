import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { embeddedSecrets } from '#bin/start/secrets.ts';

/** A connection of the superuser's to the database of a data folder: for who is measured and what was left running. */
export async function connectSuperuser(dataDir: string, port: number): Promise<pg.Client> {
  const { databaseSuperuser: password } = embeddedSecrets(dataDir);
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'harmonie' });
  await client.connect();
  return client;
}

/** Of pg_stat_activity: what the portal has asked and awaits. */
export const RUNNING = `usename = 'harmonie_app' and state = 'active' and query not like 'listen%'`;

/** What goes on for a caller who left is stopped by hand: what comes next is to be measured, not it. */
export async function cancelWhatRuns(db: pg.Client): Promise<number> {
  const { rowCount } = await db.query(
    `select pg_cancel_backend(pid) from pg_stat_activity where ${RUNNING} and query_start < now() - interval '5 seconds'`,
  );
  return rowCount ?? 0;
}

const QUIET_LOOKS = 4;
const LOOK_MS = 500;
const MAX_LOOKS = 120;

/**
 * Waits until what was offered is worked off (no statement lasts, no command or mail waits,
 * for two seconds), a minute at most; then cancels.
 */
export async function settle(db: pg.Client): Promise<number> {
  for (let quiet = 0, looks = 0; quiet < QUIET_LOOKS && looks < MAX_LOOKS; looks++) {
    await pause(LOOK_MS);
    const { rowCount } = await db.query(
      `select from pg_stat_activity where ${RUNNING} and query_start < now() - interval '50 ms'
       union all select from outbox where done_at is null
       union all select from notification where state in ('queued', 'sending')`,
    );
    quiet = rowCount === 0 ? quiet + 1 : 0;
  }
  return cancelWhatRuns(db);
}
