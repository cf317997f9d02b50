import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { grantApplication, migrate } from './migrate.ts';
import { readMigrations } from './migrations-folder.ts';
import { scriptTo } from './schema-engine.ts';
import { APPLICATION, onDatabase } from './testing/server.ts';

const server = process.env.HARMONIE_TEST_DATABASE ?? '';
const names = {
  empty: `test_${randomUUID().replaceAll('-', '')}`,
  scratch: `test_${randomUUID().replaceAll('-', '')}`,
};
async function onServer(verb: 'create database' | 'drop database') {
  for (const name of Object.values(names)) await query(server, `${verb} ${name}`);
}
beforeAll(() => onServer('create database'));
afterAll(() => onServer('drop database'));

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function describeTables(url: string) {
  const columns = await query(
    url,
    `select table_name, column_name, udt_name, is_nullable, column_default from information_schema.columns
      where table_schema = 'public' and table_name not in ('_prisma_migrations', 'task_holder')
      order by table_name, column_name`,
  );
  const indexes = await query(url, `select indexdef from pg_indexes where schemaname = 'public' order by indexdef`);
  return { columns, indexes };
}

describe('migrating', () => {
  test('is done once by two starters at the same time, and again changes nothing', async () => {
    const url = onDatabase(server, names.empty);
    const both = await Promise.all([migrate(url), migrate(url)]);
    const every = (await readMigrations()).migrationDirectories.map((migration) => migration.path);
    expect(both.flat()).toEqual(every);
    expect(await migrate(url)).toEqual([]);
    await grantApplication(url, APPLICATION.role);
    await grantApplication(url, APPLICATION.role);
  });

  test('leads where schema.prisma says', async () => {
    const asWritten = onDatabase(server, names.scratch);
    await query(asWritten, await scriptTo(asWritten));
    const migrated = await describeTables(onDatabase(server, names.empty));
    const { columns, indexes } = await describeTables(asWritten);
    expect(migrated.columns).toEqual(columns);
    // The migrations add some of their own: partial ones, and those of searches.
    expect(migrated.indexes).toEqual(expect.arrayContaining(indexes));
  });
});
