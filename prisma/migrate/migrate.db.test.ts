import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { grantApplication } from '../grants.ts';
import { APPLICATION, onDatabase } from '../testing/server.ts';
import { dumpSchema, SCHEMA_DUMP } from './dump.ts';
import { migrate } from './migrate.ts';
import { readMigrations } from './migrations-folder.ts';
import { scriptTo } from './schema-engine.ts';
import { applyObjects, objectChanges, readSchemaObjects } from './schema-objects.ts';

const server = process.env.HARMONIE_TEST_DATABASE ?? '';
const names = {
  empty: `test_${randomUUID().replaceAll('-', '')}`,
  scratch: `test_${randomUUID().replaceAll('-', '')}`,
};
async function onServer(verb: 'create database' | 'drop database') {
  for (const name of Object.values(names)) await query(server, `${verb} ${name}`);
}
let client: pg.Client;
beforeAll(async () => {
  await onServer('create database');
  client = new pg.Client({ connectionString: onDatabase(server, names.empty) });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await onServer('drop database');
});

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const asked = new pg.Client({ connectionString: url });
  await asked.connect();
  try {
    return (await asked.query(sql)).rows;
  } finally {
    await asked.end();
  }
}

async function describeTables(url: string) {
  const columns = await query(
    url,
    `select table_name, column_name, udt_name, is_nullable, column_default from information_schema.columns
      where table_schema = 'public' and table_name <> '_prisma_migrations'
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
    expect(both.flat()).toEqual([
      ...every,
      expect.stringMatching(/^prisma\/sql \(\d+ functions and triggers created, 0 dropped\)$/),
    ]);
    expect(await migrate(url)).toEqual([]);
    await grantApplication(url, APPLICATION.role);
    await grantApplication(url, APPLICATION.role);
  });

  test('one that stopped half-way, or was written otherwise, is not taken for done', async () => {
    const url = onDatabase(server, names.empty);
    const of = `where migration_name = '${(await readMigrations()).migrationDirectories.at(-1)?.path}'`;
    const [kept] = await query(url, `select checksum, finished_at from _prisma_migrations ${of}`);
    await query(url, `update _prisma_migrations set checksum = 'of other words' ${of}`);
    await expect(migrate(url)).resolves.toEqual([]);
    await query(url, `update _prisma_migrations set finished_at = null ${of}`);
    await expect(migrate(url)).rejects.toThrow(/P3009|failed/);
    await client.query(`update _prisma_migrations set checksum = $1, finished_at = $2 ${of}`, [
      kept?.checksum,
      kept?.finished_at,
    ]);
    expect(await migrate(url)).toEqual([]);
  });

  test('a database that a later version brought further is left alone', async () => {
    const url = onDatabase(server, names.empty);
    await query(
      url,
      `insert into _prisma_migrations (id, checksum, migration_name, finished_at) values ('x', 'x', '9999_later', now())`,
    );
    await expect(migrate(url)).rejects.toThrow(/brought further by a later version of the portal \(9999_later\)/);
    await query(url, `delete from _prisma_migrations where id = 'x'`);
  });

  test('a column renamed, or a constraint dropped, behind the code’s back stops the start, by name', async () => {
    const url = onDatabase(server, names.empty);
    await query(
      url,
      'alter table request rename column outcome to result; alter table absence drop constraint absence_dates',
    );
    await expect(migrate(url)).rejects.toThrow(
      /lacks what its migrations made: constraint absence\.absence_dates; column request\.outcome text\. Somebody changed it by hand/,
    );
    await query(
      url,
      'alter table request rename column result to outcome; alter table absence add constraint absence_dates check (until >= "from")',
    );
    // What an operator adds does no harm.
    await query(url, 'create index an_operators_own on request (outcome)');
    expect(await migrate(url)).toEqual([]);
    await query(url, 'drop index an_operators_own');
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

  test('leads where schema.sql says: node prisma/migrate/write-dump.ts writes it', async () => {
    expect(await dumpSchema(client)).toBe(await readFile(SCHEMA_DUMP, 'utf8'));
  });
});

describe('functions and triggers', () => {
  const aFunction = (name: string, body: string) => ({
    name: `function ${name}`,
    kind: 'function' as const,
    sql: `create or replace function ${name}() returns trigger language plpgsql as $$ begin ${body} end $$;`,
    sha256: body,
  });
  const aTrigger = (name: string, when: string) => ({
    name: `trigger ${name} on absence`,
    kind: 'trigger' as const,
    sql: `create constraint trigger ${name} after ${when} on absence deferrable for each row execute function essai();`,
    sha256: when,
  });
  const bodyOf = async (name: string) =>
    (await client.query<{ prosrc: string }>('select prosrc from pg_proc where proname = $1', [name])).rows[0]?.prosrc;
  const triggerOf = async (name: string) =>
    (
      await client.query<{ def: string }>('select pg_get_triggerdef(oid) as def from pg_trigger where tgname = $1', [
        name,
      ])
    ).rows[0]?.def;

  test('are created, written anew where they changed, and dropped once nothing writes them', async () => {
    const shipped = await readSchemaObjects();
    const apply = async (...more: typeof shipped) => {
      const changes = await objectChanges(client, [...shipped, ...more]);
      await applyObjects(client, changes);
      return [changes.changed.map(({ name }) => name), changes.removed];
    };
    const all = ['function essai', 'trigger essai on absence'];
    expect(await apply(aFunction('essai', 'return new;'), aTrigger('essai', 'insert'))).toEqual([all, []]);
    expect(await apply(aFunction('essai', 'return new;'), aTrigger('essai', 'insert'))).toEqual([[], []]);
    expect(await apply(aFunction('essai', 'return null;'), aTrigger('essai', 'update'))).toEqual([all, []]);
    expect(await bodyOf('essai')).toContain('return null');
    expect(await triggerOf('essai')).toContain('AFTER UPDATE');
    // Somebody removed it by hand: the next start puts it back.
    await client.query('drop trigger essai on absence');
    expect(await apply(aFunction('essai', 'return null;'), aTrigger('essai', 'update'))).toEqual([[all[1]], []]);
    await client.query('alter table absence disable trigger essai');
    expect(await apply(aFunction('essai', 'return null;'), aTrigger('essai', 'update'))).toEqual([[all[1]], []]);
    expect(await apply()).toEqual([[], expect.arrayContaining(all)]);
    expect([await bodyOf('essai'), await triggerOf('essai')]).toEqual([undefined, undefined]);
    expect(await dumpSchema(client)).toBe(await readFile(SCHEMA_DUMP, 'utf8'));
  });

  test('come all or none: one that PostgreSQL refuses leaves the others as they were', async () => {
    const shipped = await readSchemaObjects();
    const former = await bodyOf('by_owner');
    const wrong = {
      ...aTrigger('wrong', 'insert'),
      sql: 'create trigger wrong before insert on nowhere for each row execute function by_owner();',
    };
    const other = {
      ...aFunction('by_owner', ''),
      sql: `create or replace function by_owner() returns boolean language sql stable as $$ select true $$;`,
    };
    const changes = await objectChanges(client, [
      ...shipped.filter(({ name }) => name !== 'function by_owner'),
      other,
      wrong,
    ]);
    await expect(applyObjects(client, changes)).rejects.toThrow('"nowhere" does not exist');
    expect(await bodyOf('by_owner')).toBe(former);
    expect(await migrate(onDatabase(server, names.empty))).toEqual([]);
  });
});
