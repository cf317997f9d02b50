import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openDatabase } from '../client.ts';
import { aDatabase, type TestDatabase } from '../testing/database.ts';
import { statementNames } from './statement-names.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await aDatabase();
});
afterAll(() => db.drop());

test('PostgreSQL plans once what is asked again and again, and keeps nothing of what is asked once', async () => {
  const alone = openDatabase(db.url, { connections: 1 });
  const prepared = async () =>
    (await alone.prisma.$queryRaw<{ statement: string }[]>`select statement from pg_prepared_statements`)
      .map(({ statement }) => statement)
      .filter((statement) => statement.includes('"person"'));
  await alone.prisma.person.findUnique({ where: { employeeNumber: 'once' } });
  for (let turn = 0; turn < 3; turn += 1) await alone.prisma.person.count();
  expect(await prepared()).toEqual([expect.stringContaining('COUNT(*)')]);
  await alone.close();
});

test('only so many statements are named, and each keeps its name', () => {
  const nameOf = statementNames(2);
  const asked = (sql: string) => nameOf({ sql });
  for (const sql of ['a', 'b', 'c']) expect(asked(sql)).toBe('');
  const [a, b, c] = ['a', 'b', 'c'].map(asked);
  expect(a).not.toBe(b);
  expect([c, asked('a'), asked('b'), asked('c')]).toEqual(['', a, b, '']);
});
