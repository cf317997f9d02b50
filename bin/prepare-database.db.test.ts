import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aDatabase, type TestDatabase } from '../prisma/testing/database.ts';
import { run } from '../testing/portal/commands.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await aDatabase();
});
afterAll(() => db?.drop());

const changed = (address: string, parts: Partial<Pick<URL, 'username' | 'password' | 'pathname'>>) =>
  Object.assign(new URL(address), parts).href;
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
    await db.asOwner("create role open_to_all superuser login password 'open'");
    try {
      const DATABASE_URL = changed(db.url, { username: 'open_to_all', password: 'open' });
      const { code, lines } = await prepared({ DATABASE_URL });
      expect([code, lines]).toEqual([1, [expect.stringContaining('revoke temporary, create')]]);
    } finally {
      await db.asOwner('drop role open_to_all');
    }
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
