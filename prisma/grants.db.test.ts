import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { APPLICATION_GRANTS, grantApplication } from './grants.ts';
import { aDatabase, type TestDatabase } from './testing/database.ts';
import { APPLICATION } from './testing/server.ts';

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
      await expect(run(`update "${table}" set "${column}" = "${column}"`)).rejects.toThrow(/permission denied/);
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
    ['dossier_piece', ['id', 'number', 'sha256', 'size', 'title', 'act_id', 'request_id', 'filed_at', 'withdrawn_at']],
    ['task', ['key', 'request_id', 'element_id', 'role', 'decision', 'distinct_from', 'instance_key', 'created_at']],
    ['request', ['id', 'number', 'data', 'agent_id', 'filed_by_id', 'filed_at', 'structure_id', 'version_id']],
    ['audit_payload', ['chain', 'sequence']],
    ['person', ['id', 'created_at']],
    ['user', ['id', 'person_id', 'created_at']],
    ['draft', ['id', 'owner_id', 'agent_id']],
    ['absence', ['id', 'person_id', 'from']],
    ['kind_opening', ['id', 'kind', 'structure_id', 'open', 'from']],
    ['circuit_draft', ['id', 'of', 'kind', 'base_version_id']],
    ['person_change', ['id', 'person_id', 'before', 'after', 'reason', 'by_id', 'source', 'proposal_id', 'at']],
  ])('cannot change what a %s was made with', async (table, columns) => {
    for (const column of columns) {
      const change = db.database.prisma.$executeRawUnsafe(`update "${table}" set "${column}" = "${column}"`);
      await expect(change).rejects.toThrow(/permission denied/);
    }
  });

  test('removes no account: its identity would be free to open another, and with it go the links that opened it', async () => {
    await expect(db.database.prisma.$executeRawUnsafe('delete from "user"')).rejects.toThrow(/permission denied/);
  });

  test('cannot change the structure of the database', async () => {
    await expect(db.database.prisma.$executeRawUnsafe('drop trigger act_stays_sealed on act')).rejects.toThrow(/owner/);
  });

  test.each([
    'create temporary table consultation (id uuid)',
    'create table public.mine (id uuid)',
    'create schema mine',
    'create function public.mine() returns int language sql return 1',
    'create function pg_temp.mine() returns int language sql return 1',
  ])('makes nothing of its own: « %s »', async (statement) => {
    await expect(db.database.prisma.$executeRawUnsafe(statement)).rejects.toThrow(/permission denied/);
  });

  test('is not believed where it would put a table before ours: every function names its schemas', async () => {
    const open = await db.database.prisma.$queryRaw<{ name: string }[]>`
      select p.oid::regprocedure::text as name from pg_proc p
       where p.pronamespace = 'public'::regnamespace and p.prosqlbody is null
         and not 'search_path=pg_catalog, public, pg_temp' = any (coalesce(p.proconfig, '{}'))
         and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')`;
    expect(open.map(({ name }) => name)).toEqual([]);
  });

  test('has its database closed to it at each start, whatever it could make before', async () => {
    const name = new URL(db.ownerUrl).pathname.slice(1);
    await db.asOwner(`grant temporary on database ${name} to public`);
    await grantApplication(db.ownerUrl, APPLICATION.role);
    const make = db.database.prisma.$executeRawUnsafe('create temporary table consultation (id uuid)');
    await expect(make).rejects.toThrow(/permission denied/);
  });

  test('does not start where the migrating role cannot close the database, and says who can', async () => {
    const url = new URL(db.ownerUrl);
    const name = url.pathname.slice(1);
    url.username = 'migrates_only';
    url.password = 'm';
    await db.asOwner("create role migrates_only login password 'm'");
    try {
      await db.asOwner(`grant temporary on database ${name} to public`);
      const start = grantApplication(url.href, APPLICATION.role);
      await expect(start).rejects.toThrow(
        `As the owner of the database: revoke temporary, create on database "${name}"`,
      );
    } finally {
      await db.asOwner(`revoke temporary on database ${name} from public`);
      await db.asOwner('drop role migrates_only');
    }
  });
});
