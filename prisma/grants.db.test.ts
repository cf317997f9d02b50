import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { APPLICATION_GRANTS } from './grants.ts';
import { aDatabase, type TestDatabase } from './testing/database.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await aDatabase();
});
afterAll(() => db.drop());

describe('the application', () => {
  test('has stated rights on every table there is', async () => {
    const tables = await db.database.prisma.$queryRaw<{ name: string }[]>`
      select table_name as name from information_schema.tables
       where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> '_prisma_migrations'`;
    expect(tables.map((table) => table.name).sort()).toEqual(Object.keys(APPLICATION_GRANTS).sort());
  });

  test.each(['audit_event', 'request_event', 'decision_intent', 'circuit_file', 'consultation', 'act_preview'])(
    'can neither rewrite nor remove rows of %s',
    async (table) => {
      const run = (sql: string) => db.database.prisma.$executeRawUnsafe(sql);
      await expect(run(`delete from ${table}`)).rejects.toThrow(/permission denied/);
      await expect(run(`truncate ${table}`)).rejects.toThrow(/permission denied/);
      const column = { audit_event: 'verb', request_event: 'kind', circuit_file: 'sha256' }[table] ?? 'id';
      await expect(run(`update ${table} set ${column} = ${column}`)).rejects.toThrow(/permission denied/);
    },
  );

  test('confirms a decision but cannot change its outcome', async () => {
    const run = (sql: string) => db.database.prisma.$executeRawUnsafe(sql);
    await expect(run('update decision set confirmed_at = now()')).resolves.toBe(0);
    await expect(run("update decision set outcome = 'favorable'")).rejects.toThrow(/permission denied/);
  });

  test('cannot change the structure of the database', async () => {
    await expect(db.database.prisma.$executeRawUnsafe('drop trigger act_stays_sealed on act')).rejects.toThrow(/owner/);
  });
});
