import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aDatabase, type TestDatabase } from '../testing/database.ts';
import { notify } from '../testing/notify.ts';
import type { Channel } from './channels.ts';
import { listen, subscription } from './listen.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await aDatabase();
});
afterAll(() => db.drop());

const channel: Channel<string> = { name: 'harmonie_test', write: String, read: (payload) => payload };
const send = (message: string) => notify(db.database.prisma, channel, message);

/** Waits for the next message. */
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
  test('hears what is notified', async () => {
    const heard = mailbox<string>();
    const listening = listen(db.url, [subscription(channel, heard.say)]);
    await listening.connected;
    await send('request:1');
    expect(await heard.next()).toBe('request:1');
    await listening.close();
  });

  test('tells the messages of one channel from those of another', async () => {
    const other: Channel<string> = { ...channel, name: 'harmonie_other' };
    const heard = mailbox<string>();
    const listening = listen(db.url, [
      subscription(channel, (message) => heard.say(`one ${message}`)),
      subscription(other, (message) => heard.say(`other ${message}`)),
    ]);
    await listening.connected;
    await notify(db.database.prisma, other, '1');
    await send('2');
    expect([await heard.next(), await heard.next()]).toEqual(['other 1', 'one 2']);
    await listening.close();
  });

  test('opens the connection again when it is cut, and says so', async () => {
    const heard = mailbox<string>();
    const connections = mailbox<boolean>();
    const lost = mailbox<Error>();
    const listening = listen(db.url, [subscription(channel, heard.say)], {
      onConnected: () => connections.say(true),
      onLost: lost.say,
    });
    await connections.next();
    await db.database.prisma
      .$executeRaw`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'harmonie listening' and datname = current_database()`;
    expect(await lost.next()).toBeInstanceOf(Error);
    await connections.next();
    await send('request:2');
    expect(await heard.next()).toBe('request:2');
    await listening.close();
  });

  test('closes while the database is away, and tries no more', async () => {
    const nowhere = new URL(db.url);
    nowhere.port = '1';
    const lost = mailbox<Error>();
    const listening = listen(nowhere.href, [subscription(channel, () => {})], { onLost: lost.say });
    await lost.next();
    await listening.close();
  });
});
