import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aDatabase, type TestDatabase } from '../testing/database.ts';
import {
  actBatchesWaiting,
  type Change,
  campaignsWaiting,
  changes,
  holdingsChanged,
  importsWaiting,
  outboxDone,
  outboxWritten,
} from './channels.ts';

const ID = '0198d2b1-7c00-7000-8000-000000000000';
let db: TestDatabase;
beforeAll(async () => {
  db = await aDatabase();
});
afterAll(() => db.drop());

describe('the channels', () => {
  test('every message is read as it was written, and nothing else is', () => {
    const each: Change[] = [
      { what: 'request', id: ID },
      { what: 'tasks', personIds: [ID, ID] },
      { what: 'notification', personId: ID },
      { what: 'import', personId: ID },
      { what: 'batch', personId: ID },
    ];
    expect(each.map((change) => changes.read(changes.write(change)))).toEqual(each);
    for (const unknown of ['', 'task', 'request:', 'request:1', 'tasks:1', `${ID}`, `draft:${ID}`]) {
      expect(changes.read(unknown)).toBeNull();
    }
    expect([outboxDone.read(ID), outboxDone.read('x'), outboxWritten.read('')]).toEqual([ID, null, null]);
  });

  test('triggers notify what is read here, and no other channel', async () => {
    const functions = await db.database.prisma.$queryRaw<{ name: string; source: string }[]>`
      select proname::text as name, prosrc as source from pg_proc
       where pronamespace = 'public'::regnamespace and prosrc like '%pg_notify%' order by 1`;
    const notified = functions.flatMap(({ source }) =>
      [...source.matchAll(/pg_notify\('(\w+)', '(\w+:?)'(?: \|\| [^;]+)?\);/g)].map(([, channel, payload]) => ({
        channel,
        payload,
      })),
    );
    // No call was written in a way that this test does not see.
    const calls = functions.reduce((sum, { source }) => sum + source.split('pg_notify(').length - 1, 0);
    expect(notified).toHaveLength(calls);
    const kinds: Record<Change['what'], string> = {
      request: 'request:',
      tasks: 'tasks:',
      notification: 'notification:',
      import: 'import:',
      batch: 'batch:',
    };
    const [changed, kept] = [changes.name, holdingsChanged.name].map((name) =>
      notified.filter(({ channel }) => channel === name).map(({ payload = '' }) => payload),
    );
    expect(new Set(notified.map(({ channel }) => channel))).toEqual(
      new Set([changes.name, holdingsChanged.name, importsWaiting.name, actBatchesWaiting.name, campaignsWaiting.name]),
    );
    expect(new Set(changed)).toEqual(new Set(Object.values(kinds)));
    for (const payload of kept ?? []) expect(holdingsChanged.read(payload)).not.toBeNull();
    for (const payload of changed ?? [])
      expect(changes.read(payload.endsWith(':') ? payload + ID : payload)).not.toBeNull();
  });
});
