import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { dateColumn, parisDay } from '#domain/calendar/civil-date.ts';
import { aPerson, aRequest, aStructure, aTask } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import type { WorkerContext } from '../../context.ts';
import type { ListenerHandler } from '../listener.ts';
import { handler } from './handler.ts';

let db: TestDatabase;
let task: string;
let nadia: string;
let bruno: string;
let stranger: string;

beforeAll(async () => {
  db = await aDatabase();
});
afterAll(() => db.drop());

beforeEach(async () => {
  const { prisma } = db.database;
  const court = await aStructure(prisma, 'Tribunal');
  const agent = await aPerson('Claire').postedIn(court).make(db.database);
  nadia = await aPerson('Nadia').holding('valideur', court).make(db.database);
  bruno = await aPerson('Bruno').holding('valideur', court).make(db.database);
  stranger = await aPerson('Inès').make(db.database);
  task = await aTask(prisma, await aRequest(prisma, agent, court), 'valideur', 'visa');
});

/** What the engine is answered when it gives the task to somebody, or back to all. */
async function give(assignee: string | null): Promise<string> {
  const context = { database: db.database, now: () => new Date() } as unknown as WorkerContext;
  const headers = assignee === null ? {} : { 'io.camunda.zeebe:assignee': assignee };
  const job = { userTaskKey: task, headers } as unknown as Parameters<ListenerHandler>[1];
  const answer = (await handler(context, job)) as { denied?: string };
  return answer.denied ?? 'given';
}
const taker = async () => (await db.database.prisma.task.findUniqueOrThrow({ where: { key: task } })).assigneeId;

test('of two people who take a task at once, the first has it and the other is told', async () => {
  expect([await give(nadia), await give(bruno)]).toEqual(['given', 'task-assigned-to-another']);
  expect(await taker()).toBe(nadia);
  expect([await give(nadia), await give(null), await give(bruno)]).toEqual(['given', 'given', 'given']);
  expect(await taker()).toBe(bruno);
});

test('it is taken over from someone whose right ended, and given to nobody who does not hold it', async () => {
  expect(await give(nadia)).toBe('given');
  const yesterday = dateColumn(parisDay(new Date(Date.now() - 86_400_000)));
  await db.database.prisma.habilitation.updateMany({ where: { personId: nadia }, data: { until: yesterday } });
  expect(await give(stranger)).toBe('forbidden');
  expect(await give(bruno)).toBe('given');
  expect(await taker()).toBe(bruno);
});
