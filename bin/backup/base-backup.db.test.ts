import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { startTestServer, type TestServer } from '#prisma/testing/server.ts';
import { baseBackup } from './base-backup.ts';
import { BackupFailure } from './failure.ts';

let server: TestServer;
beforeAll(async () => {
  // The run's own keeps no journal that a copy of its files could begin from.
  server = await startTestServer({ fsync: 'off', max_connections: '20' });
});
afterAll(() => server.stop());

test('a database that goes away while its files are read ends the backup, and is named as what ended it', async () => {
  const connectionString = server.url;
  const client = new pg.Client({ connectionString, replication: 'true' } as pg.ClientConfig);
  const other = new pg.Client({ connectionString });
  client.on('error', () => {});
  await Promise.all([client.connect(), other.connect()]);
  const { tar } = baseBackup(client, 'interrupted');
  const { processID } = client as unknown as { processID: number };
  const reading = (async () => {
    // Nobody reads ahead: most of the files are still to come when the first bytes are there.
    for await (const _ of tar) await other.query('select pg_terminate_backend($1)', [processID]);
  })();
  await expect(reading).rejects.toThrow(BackupFailure);
  await expect(reading).rejects.toThrow(/^The database ended the reading of its files/);
  await Promise.all([client.end(), other.end()]);
});
