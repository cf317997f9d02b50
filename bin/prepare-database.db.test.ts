import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { TRY_AGAIN } from '#config/on-stop.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { APPLICATION } from '#prisma/testing/server.ts';
import { environmentFor, run } from '#testing/portal/commands.ts';
import { ensureDemonstrationAuthority } from '#workers/pades/authority.ts';
import { eventually } from './portal/story.ts';
import { freePorts } from './start/ports.ts';

let db: TestDatabase;
let folder: string;
beforeAll(async () => {
  db = await aDatabase();
  folder = await mkdtemp(path.join(tmpdir(), 'harmonie-prepared-'));
});
afterAll(async () => {
  await db?.drop();
  await rm(folder, { recursive: true, force: true });
});

const changed = (address: string, parts: Partial<Pick<URL, 'username' | 'password' | 'pathname'>>) =>
  Object.assign(new URL(address), parts).href;
/** The same, reached by TCP alone: a database of tests is by a socket too, which a port says nothing of. */
const behind = (address: string, port: number) =>
  Object.assign(new URL(address), { port: String(port), search: '' }).href;
const prepared = (environment: NodeJS.ProcessEnv) =>
  run('bin/prepare-database.ts', [], {
    ...{ DATABASE_URL: db.url, DATABASE_OWNER_URL: db.ownerUrl, SEED_DEMO: 'false', ...environment },
  });

describe('whoever installs the portal on a database of theirs', () => {
  test.each([
    ['a wrong password', () => ({ DATABASE_OWNER_URL: changed(db.ownerUrl, { password: 'another' }) }), 'password'],
    ['no such database', () => ({ DATABASE_OWNER_URL: changed(db.ownerUrl, { pathname: '/another' }) }), '"another"'],
    ['no such role', () => ({ DATABASE_URL: changed(db.url, { username: 'another' }) }), 'role "another"'],
    ['both roles the wrong way round', () => ({ DATABASE_URL: db.ownerUrl, DATABASE_OWNER_URL: db.url }), 'permission'],
  ])('is told of %s in one line, with where to look', async (_, environment, said) => {
    const { code, lines } = await prepared(environment());
    expect([code, lines]).toEqual([1, [expect.stringContaining('DATABASE_OWNER_URL')]]);
    expect(lines[0]).toContain(said);
  });

  test('is told which statement closes it to the application', async () => {
    await db.asOwner("create role makes_tables; create role open_to_all login password 'open' in role makes_tables");
    await db.asOwner('grant create on schema public to makes_tables');
    try {
      const DATABASE_URL = changed(db.url, { username: 'open_to_all', password: 'open' });
      const { code, lines } = await prepared({ DATABASE_URL });
      expect([code, lines]).toEqual([1, [expect.stringContaining('revoke temporary, create')]]);
    } finally {
      await db.asOwner('drop owned by makes_tables; drop role open_to_all, makes_tables');
    }
  });
});

test('a connection that is lost in the middle is said in one line, and the start may be tried again', async () => {
  const holder = new pg.Client({ connectionString: db.ownerUrl });
  await holder.connect();
  try {
    // Where it waits for this test: before it gives the application its rights.
    await holder.query('select pg_advisory_lock(5347912)');
    const preparing = prepared({});
    await eventually('the wait for the lock', async () => {
      const { rowCount } = await holder.query(
        `select pg_terminate_backend(l.pid) from pg_locks l join pg_database d on d.oid = l.database
          where d.datname = current_database() and l.locktype = 'advisory' and l.objid = 5347912 and not l.granted`,
      );
      return rowCount === 1 || undefined;
    });
    const { code, lines } = await preparing;
    expect([code, lines]).toEqual([TRY_AGAIN, [expect.stringContaining('terminating connection')]]);
  } finally {
    await holder.end();
  }
});

describe('a role that could rewrite the audit serves nobody', () => {
  /** What server and workers are given, but for the database. */
  const settings = async () => {
    const { p12Path, caPath, passphrase } = await ensureDemonstrationAuthority(path.join(folder, 'seal'));
    return {
      ...{ PORT: '0', DATA_DIR: folder, SMTP_URL: 'smtp://127.0.0.1:9' },
      ...{ ZEEBE_GRPC_ADDRESS: 'grpc://127.0.0.1:9', ZEEBE_REST_ADDRESS: 'http://127.0.0.1:9' },
      SESSION_SECRET: 'a secret of more than thirty-two characters',
      DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
      FACTOR_KEY: Buffer.alloc(32, 8).toString('base64'),
      ...{ SEAL_P12: p12Path, SEAL_P12_PASSPHRASE: passphrase, SEAL_CA: caPath },
    };
  };

  const SERVES = ['web/server/main.ts', 'workers/main.ts'];
  test.each([
    ['a superuser', 'alter role too_much superuser', ['bin/prepare-database.ts', ...SERVES]],
    ['one that may act as the owner', 'grant postgres to too_much', ['bin/prepare-database.ts', ...SERVES]],
    ['one that owns a table', 'alter table audit_event owner to too_much', SERVES],
  ])('%s: what is started with it says which one is wanted, and stops', async (_, statement, modules) => {
    await db.asOwner(`create role too_much login password 'm'; grant ${APPLICATION.role} to too_much`);
    await db.asOwner(statement);
    const DATABASE_URL = changed(db.url, { username: 'too_much', password: 'm' });
    const environment = { ...(await settings()), DATABASE_URL, DATABASE_OWNER_URL: db.ownerUrl };
    try {
      for (const module of modules) {
        const { code, lines } = await run(module, [], environment);
        const said = expect.stringMatching(/^DATABASE_URL signs in as too_much, .*the application’s role/);
        expect([module, code, lines]).toEqual([module, 1, [said]]);
      }
    } finally {
      await db.asOwner('alter table audit_event owner to postgres; drop owned by too_much; drop role too_much');
    }
  });

  test('a server that began before its database looks at the role once it is there', async () => {
    const { port: databasePort } = new URL(db.ownerUrl);
    const [port = 0] = await freePorts(1);
    const road = createServer((near) => {
      const far = connect(Number(databasePort), '127.0.0.1');
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const)
        from.on('error', () => to.destroy()).pipe(to);
    });
    const DATABASE_URL = behind(db.ownerUrl, port);
    const env = environmentFor({ ...(await settings()), LOG_LEVEL: 'warn', DATABASE_URL });
    const server = spawn(process.execPath, ['web/server/main.ts'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = once(server, 'exit');
    const said = text(server.stderr);
    for await (const line of createInterface(server.stdout))
      if (line.includes('could not be checked') && !road.listening) road.listen(port, '127.0.0.1');
    const [code] = await ended;
    road.close();
    expect([code, await said]).toEqual([1, expect.stringMatching(/^DATABASE_URL signs in as /)]);
  });
});

test.each(['web/server/main.ts', 'workers/main.ts', 'bin/prepare-database.ts'])(
  '%s, run by itself without its settings, names each of them and shows no stack',
  async (module) => {
    const { code, lines } = await run(module, [], { DATABASE_URL: '', DATABASE_OWNER_URL: '' });
    expect([code, lines]).toEqual([1, expect.arrayContaining([expect.stringMatching(/DATABASE_URL is missing/)])]);
    expect(lines.filter((line) => /^ +at /.test(line))).toEqual([]);
  },
);
