import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Database, openDatabase } from '../client.ts';
import { isCallerGone, isDatabaseBusy } from '../fault.ts';
import { aDatabase, type TestDatabase } from '../testing/database.ts';
import { fault } from '../testing/fault.ts';
import { Caller, forEveryone } from './caller-pool.ts';

let db: TestDatabase;
/** A pool of one connection: the caller who holds it blocks all others. */
let narrow: Database;
beforeAll(async () => {
  db = await aDatabase();
  narrow = openDatabase(db.url, { connections: 1 });
});
afterAll(async () => {
  await narrow.close();
  await db.drop();
});

const HOUR = 3_600;
/** Counts the statements with these words that PostgreSQL runs now. */
const running = async (words: string): Promise<number> => {
  const [row] = await db.database.prisma.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from pg_stat_activity
     where state = 'active' and pid <> pg_backend_pid() and query like ${`%${words}%`}`;
  return row?.count ?? 0;
};
const until = async (count: number, words: string) => {
  while ((await running(words)) !== count);
};

describe('a caller who leaves', () => {
  test('ends the statement that was asked for them, and frees the connection at once', async () => {
    const caller = new Caller();
    const asked = fault(
      caller.run(async () => await narrow.prisma.$queryRaw`select 'slow-read', pg_sleep(${HOUR})::text`),
    );
    await until(1, 'slow-read');
    caller.leave();
    expect(isCallerGone(await asked)).toBe(true);
    await until(0, 'slow-read');
    expect(await narrow.prisma.$queryRaw`select 1 as one`).toEqual([{ one: 1 }]);
  });

  test('ends a transaction too, and nothing more of it is asked', async () => {
    const caller = new Caller();
    let went = 0;
    const asked = fault(
      caller.run(() =>
        narrow.transaction(async (tx) => {
          went += 1;
          await tx.$queryRaw`select 'slow-work', pg_sleep(${HOUR})::text`.catch(() => {});
          await tx.$queryRaw`select 1`;
          went += 1;
        }),
      ),
    );
    await until(1, 'slow-work');
    caller.leave();
    expect(await asked).not.toBeNull();
    expect(went).toBe(1);
    expect(await narrow.prisma.$queryRaw`select 1 as one`).toEqual([{ one: 1 }]);
  });

  test('asks for nothing more, and holds up nobody else', async () => {
    const [gone, other] = [new Caller(), new Caller()];
    gone.leave();
    expect(isCallerGone(await fault(gone.run(async () => await narrow.prisma.person.count())))).toBe(true);
    const asked = other.run(
      async () => await narrow.prisma.$queryRaw`select 'other', pg_sleep(0.2)::text is not null as slept`,
    );
    expect(await asked).toMatchObject([{ slept: true }]);
  });

  test('costs no connection, whether they waited for one or held it', async () => {
    const backend = async () =>
      (await narrow.prisma.$queryRaw<{ pid: number }[]>`select pg_backend_pid() as pid`)[0]?.pid;
    const before = await backend();
    const holder = new Caller();
    const holds = fault(holder.run(async () => await narrow.prisma.$queryRaw`select 'held', pg_sleep(${HOUR})::text`));
    await until(1, 'held');
    const waiting = Array.from({ length: 20 }, () => new Caller());
    const asked = waiting.map((caller) =>
      fault(caller.run(async () => await narrow.prisma.$queryRaw`select 'waited'`)),
    );
    for (const caller of [...waiting, holder]) caller.leave();
    for (const error of await Promise.all([holds, ...asked])) expect(isCallerGone(error)).toBe(true);
    expect(await backend()).toBe(before);
  });

  test('does not end what others wait for too', async () => {
    const caller = new Caller();
    const shared = caller.run(() =>
      forEveryone(async () => await narrow.prisma.$queryRaw`select 'shared' as it, pg_sleep(0.3)::text`),
    );
    await until(1, 'shared');
    caller.leave();
    expect(await shared).toMatchObject([{ it: 'shared' }]);
  });
});

test('a statement over its time is ended, and is known as too much work, not as a fault', async () => {
  const bounded = openDatabase(db.url, { connections: 1, statementMs: 100 });
  try {
    const error = await fault(bounded.prisma.$queryRaw`select pg_sleep(${HOUR})::text`);
    expect([isDatabaseBusy(error), isCallerGone(error)]).toEqual([true, false]);
    expect(await bounded.prisma.$queryRaw`select 1 as one`).toEqual([{ one: 1 }]);
  } finally {
    await bounded.close();
  }
});
