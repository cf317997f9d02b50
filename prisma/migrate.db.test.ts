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
  former: `test_${randomUUID().replaceAll('-', '')}`,
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
    // One that stopped half-way, or was written otherwise, is not taken for done.
    const of = `where migration_name = '${every.at(-1)}'`;
    await query(url, `update _prisma_migrations set checksum = 'of other words' ${of}`);
    await expect(migrate(url)).resolves.toEqual([]);
    await query(url, `update _prisma_migrations set finished_at = null ${of}`);
    await expect(migrate(url)).rejects.toThrow(/P3009|failed/);
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

test('pages shown before they said their effects stay if somebody signed them, and are shown anew otherwise', async () => {
  const url = onDatabase(server, names.former);
  const directories = (await readMigrations()).migrationDirectories;
  const at = directories.findIndex(({ path }) => path.startsWith('0030'));
  for (const { migrationFile } of directories.slice(0, at)) await query(url, migrationFile.content.value);
  const [act, signed, other] = [randomUUID(), randomUUID(), randomUUID()];
  const page = (id: string, task: string, signer: string, sha: string) =>
    `insert into act_preview (id, act_id, task_key, signer_id, content, sha256, size)
     values ('${id}', '${act}', '${task}', '${signer}', '{}', repeat('${sha}', 64), 1);`;
  const signer = randomUUID();
  const kept = randomUUID();
  await query(
    url,
    `set session_replication_role = replica;
     insert into decision_intent (id, task_key, request_id, author_id, outcome, shown_sha256, authentication, decided_at)
     values ('${signed}', 'signed', '${other}', '${signer}', 'signed', repeat('a', 64), '{}', now());
     insert into decision (id, task_key, request_id, element_id, kind, author_id, outcome)
     values ('${signed}', 'signed', '${other}', 'x', 'signature', '${signer}', 'signed');
     ${page(kept, 'signed', signer, 'a')}
     ${page(randomUUID(), 'signed', signer, 'b')}
     ${page(randomUUID(), 'signed', other, 'a')}
     ${page(randomUUID(), 'waiting', signer, 'a')}`,
  );
  for (const { migrationFile } of directories.slice(at, at + 1)) await query(url, migrationFile.content.value);
  expect(await query(url, 'select id from act_preview')).toEqual([{ id: kept }]);
  await expect(query(url, page(randomUUID(), 'signed', other, 'c'))).rejects.toThrow(/act_preview_says_effects/);
});
