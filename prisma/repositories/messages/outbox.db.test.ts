import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { listen } from '../../connection/listen.ts';
import { aDatabase, type TestDatabase } from '../../testing/database.ts';
import {
  type CommandClaim,
  claimCommands,
  DISPATCHERS,
  enqueue,
  finishCommand,
  outboxWaiter,
  postponeCommand,
  triesOfSubject,
} from './outbox.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await aDatabase();
});
afterAll(() => db?.drop());
beforeEach(async () => {
  await db.database.prisma.outbox.deleteMany();
});

const put = (requestId: string) =>
  db.database.transaction((tx) => enqueue(tx, { command: 'start-instance', payload: { requestId } }));
const usual = { limit: 10, leaseMs: 30_000, maxWaitMs: 60_000, owner: null, graceMs: 0, except: [] };
const claim = (change: Partial<CommandClaim> = {}) =>
  db.database.transaction(async (tx) => (await claimCommands(tx, { ...usual, ...change })).map(({ id }) => id));
const finish = (id: string) => db.database.transaction((tx) => finishCommand(tx, id, { instanceKey: '1' }));

describe('commands to the workers', () => {
  test('one subject is served in order, others beside it', async () => {
    const [first, second, other] = [await put('a'), await put('a'), await put('b')];
    expect((await claim()).sort()).toEqual([first, other].sort());
    expect(await claim()).toEqual([]);
    await finish(first);
    expect(await claim()).toEqual([second]);
  });

  test('a dispatcher that takes a command knows whether another waits for it', async () => {
    const [first, second, other] = [await put('a'), await put('a'), await put('b')];
    const taken = await claimCommands(db.database.prisma, usual);
    expect(new Map(taken.map(({ id, followed }) => [id, followed]))).toEqual(
      new Map([
        [first, true],
        [other, false],
      ]),
    );
    await finish(first);
    expect(await claimCommands(db.database.prisma, usual)).toMatchObject([{ id: second, followed: false }]);
  });

  test('what moves one request goes in the order in which people asked for it, whatever they asked', async () => {
    const requestId = 'r';
    const [withdrawal, decision, assignment] = await db.database.transaction(async (tx) => [
      await enqueue(tx, { command: 'withdraw', payload: { requestId, withdrawalId: 'w' } }),
      await enqueue(tx, { command: 'complete-task', payload: { requestId, intentId: 'i' } }),
      await enqueue(tx, { command: 'assign-task', payload: { requestId, taskKey: '1', personId: null } }),
    ]);
    for (const next of [withdrawal, decision, assignment]) {
      expect(await claim()).toEqual([next]);
      if (next) await finish(next);
    }
  });

  test('two dispatchers never take the same command', async () => {
    for (let i = 0; i < 20; i++) await put(`r${i}`);
    const taken = (await Promise.all([claim({ limit: 15 }), claim({ limit: 15 }), claim({ limit: 15 })])).flat();
    expect(new Set(taken).size).toBe(taken.length);
  });

  test('a command whose dispatcher died is taken again when its lease ran out', async () => {
    const id = await put('a');
    expect(await claim({ leaseMs: -1 })).toEqual([id]);
    expect(await claim()).toEqual([id]);
  });

  test('a command whose dispatcher is gone is taken at once, and no other command of a dispatcher that lives', async () => {
    const id = await put('a');
    const presence = { of: DISPATCHERS, id: 7 };
    const living = listen(db.url, [], { presence });
    await living.connected;
    expect(await claim({ owner: presence.id })).toEqual([id]);
    expect(await claim({ owner: 8 })).toEqual([]);
    await living.close();
    let over: string[] = [];
    while (over.length === 0) over = await claim({ owner: 8 });
    expect(over).toEqual([id]);
    expect(await claim({ except: [id] })).toEqual([]);
  });

  test('a dispatcher that was seen a moment ago is believed to live', async () => {
    await put('a');
    await claim({ owner: 9 });
    expect(await claim({ owner: 8, graceMs: 20_000 })).toEqual([]);
  });

  test('a preview waits for no other preview', async () => {
    const preview = () =>
      db.database.transaction((tx) =>
        enqueue(tx, { command: 'render-preview', payload: { taskKey: '1', signerId: 's' } }),
      );
    const first = await preview();
    expect(await claim()).toEqual([first]);
    const second = await preview();
    expect(await claim()).toEqual([second]);
  });

  test('neither a wait nor a lease outlives a clock that was 45 days ahead', async () => {
    const ahead = new Date(Date.now() + 45 * 86_400_000);
    const [waiting, taken] = [await put('a'), await put('b')];
    const { outbox } = db.database.prisma;
    await outbox.update({ where: { id: waiting }, data: { availableAt: ahead } });
    await outbox.update({ where: { id: taken }, data: { lockedUntil: ahead } });
    expect((await claim()).sort()).toEqual([waiting, taken].sort());
  });

  test('a thousand acts to archive, which came first, hold back no other command', async () => {
    const { prisma } = db.database;
    await prisma.$executeRaw`
      insert into outbox (id, command, payload, subject, created_at, available_at, done_at)
      select gen_random_uuid(), 'archive-act', '{}', 'archives:' || n % 4, now() - interval '1 minute' + n * interval '1 millisecond',
             now() - interval '1 second', case when n <= 5000 then now() end
        from generate_series(1, 6000) n`;
    await db.asOwner('analyze outbox');
    const other = await put('a');
    const taken = await claim({ limit: 16 });
    expect([taken.length, taken.includes(other)]).toEqual([5, true]);
  });

  test('a postponed command waits, and holds back the later ones of its subject', async () => {
    const first = await put('a');
    await put('a');
    await claim();
    await db.database.transaction((tx) => postponeCommand(tx, first, 'the engine is away', 60_000));
    expect(await claim()).toEqual([]);
  });

  describe('lines, which keep a few at once of what is stamped', () => {
    /** A command of one line, identified by the last digit of its request. */
    const issue = (n: number, requestId = `00000000-0000-4000-8000-0000000000${n}0`) =>
      db.database.transaction((tx) => enqueue(tx, { command: 'issue-receipt', payload: { requestId } }));
    const given = (id: string) => db.database.transaction((tx) => finishCommand(tx, id, { dossierNumber: 1 }));
    /** Long over: a clock may be set back by a little. */
    const OVER = -1_000;
    const postpone = (id: string, waitMs: number) =>
      db.database.transaction((tx) => postponeCommand(tx, id, 'a page that cannot be drawn', waitMs));

    test('one that fails lets the others go first, once it has paused, and is then tried again', async () => {
      const [failing, second, third] = [await issue(10), await issue(11), await issue(12)];
      expect(await claim()).toEqual([failing]);
      await postpone(failing, 60_000);
      expect(await claim()).toEqual([]);
      await postpone(failing, OVER);
      for (const next of [second, third]) {
        expect(await claim()).toEqual([next]);
        expect(await claim()).toEqual([]);
        await given(next);
      }
      expect(await claim()).toEqual([failing]);
    });

    test('what is away for all of a line is asked as seldom as for one of it', async () => {
      const all = [await issue(10), await issue(11), await issue(12)];
      for (const next of all) {
        expect(await claim()).toEqual([next]);
        await postpone(next, OVER);
      }
      expect(await triesOfSubject(db.database.prisma, all[0] ?? '')).toBe(3);
      expect(await claim()).toEqual([all[0]]);
    });

    test('one that is to wait from the first holds nobody up', async () => {
      await db.database.transaction((tx) =>
        enqueue(
          tx,
          { command: 'issue-receipt', payload: { requestId: '00000000-0000-4000-8000-000000000010' } },
          { afterMs: 45_000 },
        ),
      );
      const second = await issue(11);
      expect(await claim()).toEqual([second]);
    });

    test('one whose dispatcher died is taken again before the others', async () => {
      const [first] = [await issue(10), await issue(11)];
      expect(await claim({ leaseMs: -1 })).toEqual([first]);
      expect(await claim()).toEqual([first]);
    });
  });

  test('a command that was not committed does not exist', async () => {
    const attempt = db.database.transaction(async (tx) => {
      await enqueue(tx, { command: 'start-instance', payload: { requestId: 'x' } });
      throw new Error('undone');
    });
    await expect(attempt).rejects.toThrow('undone');
    expect(await claim()).toEqual([]);
  });

  test('who waits has the answer, notified or not, and nothing when it is too early', async () => {
    const id = await put('a');
    const silent = outboxWaiter(db.database.prisma, () => () => {}, 20);
    expect(await silent(id, 50)).toBeNull();
    const waiting = silent(id, 20_000);
    await claim();
    await finish(id);
    expect(await waiting).toEqual({ instanceKey: '1' });
  });
});
