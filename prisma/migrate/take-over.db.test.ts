import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { fillFormerDatabase, formerMigrations, makeFormerDatabase } from '#testing/former-version/place.ts';
import { grantApplication } from '../grants.ts';
import { APPLICATION, onDatabase } from '../testing/server.ts';
import { dumpSchema, SCHEMA_DUMP } from './dump.ts';
import { migrate } from './migrate.ts';
import { readMigrations } from './migrations-folder.ts';
import { missingMigrations } from './take-over.ts';

const server = process.env.HARMONIE_TEST_DATABASE ?? '';
const FORMER = `former_${randomUUID().replaceAll('-', '')}`;
/** The migrations after the tables of 0.1.0. */
const LATER = (await readMigrations()).migrationDirectories.map(({ path: name }) => name).slice(1);
const made: string[] = [];

/** Opens a connection, closed with the file. */
async function open(database: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: onDatabase(server, database) });
  await client.connect();
  return client;
}

async function withClient<T>(database: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await open(database);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const admin = (sql: string) => withClient('postgres', (client) => client.query(sql));

/** Makes a database as 0.1.0 left it; returns its name. */
async function aFormerDatabase(): Promise<string> {
  const name = `former_${randomUUID().replaceAll('-', '')}`;
  await admin(`create database ${name} template ${FORMER} strategy file_copy`);
  made.push(name);
  return name;
}

/** Counts the rows of each table, with a digest of them all. */
async function contents(client: pg.Client): Promise<Record<string, string>> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
        and relname not in ('_prisma_migrations', 'schema_object') order by 1`,
  );
  const said: Record<string, string> = {};
  for (const { name } of rows) {
    const found = await client.query<{ row: string }>(`select to_jsonb(t)::text as row from "${name}" t order by 1`);
    const digest = createHash('sha256')
      .update(found.rows.map(({ row }) => row).join('\n'))
      .digest('hex');
    said[name] = `${found.rowCount} ${digest}`;
  }
  return said;
}

const functionsOf = async (client: pg.Client) =>
  (
    await client.query(
      `select p.proname as name, pg_get_functiondef(p.oid) as definition from pg_proc p
        where p.pronamespace = 'public'::regnamespace and p.prolang <> (select oid from pg_language where lanname = 'c')
        order by 1`,
    )
  ).rows;

beforeAll(async () => {
  await admin(`create database ${FORMER}`);
  await makeFormerDatabase('0.1.0', onDatabase(server, FORMER));
  await withClient(FORMER, (client) => fillFormerDatabase('0.1.0', client));
});
afterAll(async () => {
  for (const name of [...made, FORMER]) await admin(`drop database if exists ${name} with (force)`);
});

describe('a database of 0.1.0', () => {
  test('is taken over with its rows as they were, and is then as one that was made from nothing', async () => {
    const name = await aFormerDatabase();
    const nothing = `former_${randomUUID().replaceAll('-', '')}`;
    await admin(`create database ${nothing}`);
    made.push(nothing);
    const before = await withClient(name, contents);
    expect(await migrate(onDatabase(server, name))).toEqual([
      ...LATER,
      expect.stringMatching(/^prisma\/sql \(\d+ functions and triggers created, 0 dropped\)$/),
    ]);
    await migrate(onDatabase(server, nothing));
    await withClient(name, async (client) => {
      expect(await contents(client)).toEqual(before);
      expect(await dumpSchema(client)).toBe(await readFile(SCHEMA_DUMP, 'utf8'));
      expect(await functionsOf(client)).toEqual(await withClient(nothing, functionsOf));
    });
    expect(Object.values(before).filter((said) => !said.startsWith('0 ')).length).toBeGreaterThan(50);
    await grantApplication(onDatabase(server, name), APPLICATION.role);
    expect(await migrate(onDatabase(server, name))).toEqual([]);
  });

  test('altered by hand, names what was applied before the start is refused', async () => {
    const name = await aFormerDatabase();
    await withClient(name, (client) => client.query('alter table absence drop constraint absence_dates'));
    const applied: string[] = [];
    await expect(migrate(onDatabase(server, name), (each) => applied.push(each))).rejects.toThrow(
      /lacks what its migrations made: constraint absence\.absence_dates\./,
    );
    expect(applied).toEqual(LATER);
  });

  test('lacks, as a backup, what came since the tables that it has', async () => {
    const applied = (await formerMigrations('0.1.0')).map(({ name }) => name);
    const known = ['0001_baseline', '0002_schema_object', '0003_later'];
    expect(missingMigrations(applied, known)).toEqual(['0002_schema_object', '0003_later']);
    expect(() => missingMigrations(applied.slice(0, -1), known)).toThrow(/Start release 0\.1\.0/);
    expect(() => missingMigrations(['0001_baseline', '0009_other'], known)).toThrow(/by a later version.*0009_other/);
  });

  test('is taken over once by two servers that start at once', async () => {
    const name = await aFormerDatabase();
    const url = onDatabase(server, name);
    const both = await Promise.all([migrate(url), migrate(url)]);
    expect(both.map(({ length }) => length).sort()).toEqual([0, LATER.length + 1]);
  });

  test('one that was on its way to 0.1.0 is told to pass by it, and nothing in it changes', async () => {
    const name = await aFormerDatabase();
    await withClient(name, async (client) => {
      await client.query(`delete from _prisma_migrations where migration_name > '0150'`);
      const before = [await contents(client), await dumpSchema(client), await functionsOf(client)];
      await expect(migrate(onDatabase(server, name))).rejects.toThrow(
        /of a version before 0\.1\.0 .*nothing was changed\. Start release 0\.1\.0 \(commit 7ea8d6c1\) on it once/s,
      );
      expect([await contents(client), await dumpSchema(client), await functionsOf(client)]).toEqual(before);
    });
  });

  test('killed at any moment of the take-over, it goes on at the next start', async () => {
    const name = await aFormerDatabase();
    const url = onDatabase(server, name);
    const before = await withClient(name, contents);
    // The points where it waits for this test: to record the take-over, to create triggers, to
    // record what it created.
    for (const table of ['_prisma_migrations', 'act', 'schema_object']) {
      const holder = await open(name);
      await holder.query('begin');
      await holder.query(`lock table ${table} in exclusive mode`);
      const starting = starts(url);
      await waitsFor(holder, table);
      starting.kill('SIGKILL');
      await once(starting, 'exit');
      await holder.query('rollback');
      await holder.end();
      await withClient(name, async (client) => expect(await contents(client)).toEqual(before));
    }
    await migrate(url);
    await withClient(name, async (client) => {
      expect(await contents(client)).toEqual(before);
      expect(await dumpSchema(client)).toBe(await readFile(SCHEMA_DUMP, 'utf8'));
    });
  });
});

/** Starts a process that migrates, to be killed. */
function starts(url: string): ChildProcess {
  const script = `import { migrate } from ${JSON.stringify(path.join(import.meta.dirname, 'migrate.ts'))}; await migrate(process.env.URL);`;
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script], {
    env: { ...process.env, URL: url },
    cwd: path.resolve(import.meta.dirname, '..', '..'),
    stdio: 'ignore',
  });
}

/** Waits until somebody waits for a table that this connection locks. */
async function waitsFor(holder: pg.Client, table: string): Promise<void> {
  for (;;) {
    const { rowCount } = await holder.query('select from pg_locks where not granted and relation = $1::regclass', [
      table,
    ]);
    if (rowCount !== 0) return;
    await pause(5);
  }
}
