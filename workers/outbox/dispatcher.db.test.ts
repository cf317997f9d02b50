import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { enqueue, readAnswer } from '#prisma/repositories/messages/outbox.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { QUIET } from '#testing/shipped-circuits.ts';
import type { WorkerContext } from '../context.ts';
import { eventually } from '../testing/bench.ts';
import { startDispatcher } from './dispatcher.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await aDatabase();
});
afterAll(() => db.drop());

test('a command that was carried out three weeks ago is still there for those who ask what became of it', async () => {
  const { database } = db;
  const before = new Date(Date.now() - 21 * 86_400_000);
  const { id } = await database.prisma.outbox.create({
    data: { command: 'complete-task', payload: {}, subject: 'task:1', createdAt: before, doneAt: before },
  });
  const dispatcher = startDispatcher({ database, log: QUIET } as unknown as WorkerContext);
  try {
    const payload = { requestId: crypto.randomUUID(), intentId: crypto.randomUUID() };
    const next = await database.transaction((tx) => enqueue(tx, { command: 'complete-task', payload }));
    expect(await eventually(() => readAnswer(database.prisma, next))).toEqual({ refused: 'not-found' });
  } finally {
    await dispatcher.stop();
  }
  expect(await database.prisma.outbox.count({ where: { id } })).toBe(1);
});

test('a command that cannot be read is kept and said in words, and the others are carried out', async () => {
  const { database } = db;
  const at = new Date(Date.now() - 1_000);
  const unreadable = { command: 'complete-task', payload: { intent: 'i1' }, subject: 'request:unread', createdAt: at };
  const { id } = await database.prisma.outbox.create({ data: { ...unreadable, availableAt: at } });
  const dispatcher = startDispatcher({ database, log: { ...QUIET, error() {} } } as unknown as WorkerContext);
  try {
    const payload = { requestId: crypto.randomUUID(), intentId: crypto.randomUUID() };
    const next = await database.transaction((tx) => enqueue(tx, { command: 'complete-task', payload }));
    expect(await eventually(() => readAnswer(database.prisma, next))).toEqual({ refused: 'not-found' });
    const kept = () => database.prisma.outbox.findUniqueOrThrow({ where: { id } });
    const said = await eventually(async () => (await kept()).lastError);
    expect(said).toMatch(/^UnreadablePayload: what « complete-task » is about cannot be read: requestId: .*intentId: /);
    expect(await kept()).toMatchObject({ doneAt: null, payload: { intent: 'i1' } });
  } finally {
    await dispatcher.stop();
  }
});
