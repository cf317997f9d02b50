import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { type Database, openDatabase } from '../client.ts';
import { aDatabase, type TestDatabase } from '../testing/database.ts';

let db: TestDatabase;
let database: Database;

beforeAll(async () => {
  db = await aDatabase();
  await asOwner(`alter database "${new URL(db.ownerUrl).pathname.slice(1)}" set timezone to 'Pacific/Auckland'`);
  database = openDatabase(db.url);
});

afterAll(async () => {
  await database?.close();
  await db?.drop();
});

async function asOwner(sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: db.ownerUrl });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('with a database whose zone is not UTC', () => {
  const at = new Date('2026-11-24T18:34:56.789Z');

  test('an instant is written and read as the very instant it is', async () => {
    await database.prisma.outbox.create({
      data: { command: 'withdraw', payload: {}, subject: 'x', availableAt: at },
    });
    const [row] = await asOwner('select extract(epoch from available_at) * 1000 as ms from outbox');
    expect(Number(row?.ms)).toBe(at.getTime());
    expect(await database.prisma.outbox.findMany()).toMatchObject([{ availableAt: at }]);
    expect(await database.prisma.outbox.count({ where: { availableAt: { lte: at } } })).toBe(1);
  });

  test('what the database dates and what the portal dates can be compared', async () => {
    const [row] = await database.prisma.$queryRaw<{ now: Date; given: Date }[]>`
      select now() as now, ${at}::timestamptz as given`;
    expect(Math.abs((row?.now.getTime() ?? 0) - Date.now())).toBeLessThan(600_000);
    expect(row?.given).toEqual(at);
  });
});
