import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { listen } from './listen.ts';
import { aDatabase, type TestDatabase } from './testing/database.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await aDatabase();
});
afterAll(() => db.drop());

const ring = (payload: string) => db.database.prisma.$executeRaw`select pg_notify('harmonie_test', ${payload})`;

/** Waits for the next thing said. */
function mailbox<T>() {
  const said: T[] = [];
  const waiting: ((value: T) => void)[] = [];
  return {
    say(value: T) {
      const next = waiting.shift();
      if (next) next(value);
      else said.push(value);
    },
    next: () => {
      const value = said.shift();
      return value === undefined ? new Promise<T>((resolve) => waiting.push(resolve)) : Promise.resolve(value);
    },
  };
}

describe('listening to the database', () => {
  test('hears what is rung', async () => {
    const heard = mailbox<string>();
    const line = listen(db.url, 'harmonie_test', heard.say);
    await line.connected;
    await ring('request:1');
    expect(await heard.next()).toBe('request:1');
    await line.close();
  });

  test('opens the line again when it is cut, and says so', async () => {
    const heard = mailbox<string>();
    const connections = mailbox<boolean>();
    const lost = mailbox<Error>();
    const line = listen(db.url, 'harmonie_test', heard.say, {
      onConnected: () => connections.say(true),
      onLost: lost.say,
    });
    await connections.next();
    await db.database.prisma
      .$executeRaw`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'harmonie harmonie_test'`;
    expect(await lost.next()).toBeInstanceOf(Error);
    await connections.next();
    await ring('request:2');
    expect(await heard.next()).toBe('request:2');
    await line.close();
  });

  test('closes while the database is away, and tries no more', async () => {
    const nowhere = new URL(db.url);
    nowhere.port = '1';
    const lost = mailbox<Error>();
    const line = listen(nowhere.href, 'harmonie_test', () => {}, { onLost: lost.say });
    await lost.next();
    await line.close();
  });
});
