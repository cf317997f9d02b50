import { expect, test } from '@jest/globals';
import pg from 'pg';
import { whole } from './whole.ts';

const url = process.env.HARMONIE_TEST_DATABASE ?? '';

test('a connection that is lost in the middle is reported as such, not as a rollback that fails', async () => {
  const client = new pg.Client({ connectionString: url }).on('error', () => {});
  await client.connect();
  try {
    const lost = whole(client, () => client.query('select pg_terminate_backend(pg_backend_pid())'));
    await expect(lost).rejects.toMatchObject({ code: '57P01' });
  } finally {
    await client.end();
  }
});
