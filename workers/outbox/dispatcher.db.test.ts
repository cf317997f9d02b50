import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { enqueue, readAnswer } from '#prisma/repositories/outbox.ts';
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

test('a command that was carried out three weeks ago is still there for whoever asks what became of it', async () => {
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
