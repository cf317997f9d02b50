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

  test.each([
    ['piece', ['id', 'sha256', 'size', 'media_type', 'file_name', 'piece_type', 'owner_id', 'draft_id', 'task_key']],
    [
      'notification',
      ['id', 'message', 'recipient_id', 'message_id', 'dedupe_key', 'address', 'detail', 'act_id', 'queued_at'],
    ],
    ['act', ['id', 'request_id', 'template']],
    ['dossier', ['id', 'person_id']],
    ['dossier_piece', ['id', 'number', 'sha256', 'size', 'title', 'act_id', 'request_id', 'filed_at']],
    ['task', ['key', 'request_id', 'element_id', 'role', 'decision', 'distinct_from', 'instance_key', 'created_at']],
    ['request', ['id', 'number', 'data', 'agent_id', 'filed_by_id', 'filed_at', 'structure_id', 'version_id']],
    ['audit_payload', ['chain', 'sequence']],
  ])('cannot change what a %s was made with', async (table, columns) => {
    for (const column of columns) {
      const change = db.database.prisma.$executeRawUnsafe(`update ${table} set ${column} = ${column}`);
      await expect(change).rejects.toThrow(/permission denied/);
    }
  });

  test('cannot change the structure of the database', async () => {
    await expect(db.database.prisma.$executeRawUnsafe('drop trigger act_stays_sealed on act')).rejects.toThrow(/owner/);
  });
});
