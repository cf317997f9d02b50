import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type Database, openDatabase } from '../client.ts';
import { APPLICATION, onDatabase, TEMPLATE } from './server.ts';

export interface TestDatabase {
  /** As the application connects: with its rights and no more. */
  readonly url: string;
  /** As whoever migrates connects. */
  readonly ownerUrl: string;
  /** Open on `url`. */
  readonly database: Database;
  /** Closes and removes it. */
  drop(): Promise<void>;
}

/**
 * A fresh migrated database, about 20 ms: `beforeAll(async () => { db = await aDatabase(); })`, and
 * `afterAll(() => db.drop())`.
 */
export async function aDatabase(): Promise<TestDatabase> {
  const server = process.env.HARMONIE_TEST_DATABASE;
  if (!server) throw new Error('no test PostgreSQL: run through Jest, in a file named *.db.test.ts (or circuit, e2e)');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, `create database ${name} template ${TEMPLATE} strategy file_copy`);
  const ownerUrl = onDatabase(server, name);
  const application = new URL(ownerUrl);
  application.username = APPLICATION.role;
  application.password = APPLICATION.password;
  const database = openDatabase(application.href);
  return {
    url: application.href,
    ownerUrl,
    database,
    async drop() {
      await database.close();
      await onServer(server, `drop database ${name} with (force)`);
    },
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
