import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { recordRequestEvent } from '#prisma/repositories/requests/progress.ts';
import { findIntent, insertIntent, recordDecision } from '#prisma/repositories/tasks/decisions.ts';
import { lockTask } from '#prisma/repositories/tasks/tasks.ts';
import { anAppliedChange, aPerson, aRequest, aStructure, aTask } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { traceOf } from '#prisma/testing/trace.ts';
import { cancelRequest } from './cancel-request.ts';
import { previewCancellation } from './preview-cancellation.ts';

const at = new Date();
const REASON = 'Le circuit ne mène plus nulle part';

let db: TestDatabase;
let court: Awaited<ReturnType<typeof aStructure>>;
let adam: string;
let claire: string;
let paul: string;
let requestId: string;
let taskKey: string;
beforeAll(async () => {
  db = await aDatabase();
  court = await aStructure(db.database.prisma, 'Cour');
  adam = await aPerson('Adam').postedIn(court).holding('administrateur', court).make(db.database);
  claire = await aPerson('Claire').postedIn(court).make(db.database);
  paul = await aPerson('Paul').postedIn(court).holding('superieur', court).make(db.database);
});
afterAll(() => db.drop());
beforeEach(async () => {
  requestId = await aRequest(db.database.prisma, claire, court);
  taskKey = await aTask(db.database.prisma, requestId, 'superieur');
});

const deps = () => ({ database: db.database, mailDomain: 'harmonie.example' });
const by = async (personId = adam) => ({ actor: await actorFacts(db.database.prisma, personId), requestId, at });
const cancel = async (personId = adam) => cancelRequest(deps(), { ...(await by(personId)), reason: REASON });
const preview = async () => previewCancellation(deps(), await by());
const request = () => db.database.prisma.request.findUniqueOrThrow({ where: { id: requestId } });

describe('an administrator cancels a request', () => {
  test('after seeing what it does: it is closed, its tasks are over, its people are told why, the engine is asked', async () => {
    expect(await preview()).toMatchObject({ bar: null, tasks: ['task-superieur'], told: 2 });
    expect((await request()).closedAt).toBeNull();
    await cancel();
    expect(await request()).toMatchObject({ outcome: 'closed', closedAt: at });
    const { prisma } = db.database;
    expect(await prisma.task.findUnique({ where: { key: taskKey } })).toMatchObject({ state: 'canceled' });
    const told = await prisma.notification.findMany({ where: { requestId } });
    expect(new Set(told.map(({ recipientId, message }) => `${message} ${recipientId}`))).toEqual(
      new Set([`cancelled ${claire}`, `cancelled ${paul}`]),
    );
    expect(told[0]?.detail).toMatchObject({ reason: REASON });
    expect(await prisma.requestEvent.findMany({ where: { requestId } })).toMatchObject([
      { kind: 'cancelled', actorId: adam, detail: { reason: REASON } },
    ]);
    expect(await prisma.outbox.findMany({ where: { subject: `request:${requestId}` } })).toMatchObject([
      { command: 'cancel-instance', payload: { requestId } },
    ]);
    expect((await traceOf(prisma, claire)).at(-1)).toMatchObject({
      ...{ verb: 'request.cancel', actorId: adam, subject: `request:${requestId}` },
      payload: { reason: REASON, tasks: ['task-superieur'] },
    });
  });

  test('once, even twice at the same moment', async () => {
    const both = await Promise.allSettled([cancel(), cancel()]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(cancel()).rejects.toMatchObject({ code: 'request-closed' });
    expect(await preview()).toMatchObject({ bar: 'request-closed', tasks: [] });
    expect(await db.database.prisma.requestEvent.count({ where: { requestId } })).toBe(1);
  });

  test('that waits for a decision that is being recorded: neither is undone for the other', async () => {
    const { prisma, transaction } = db.database;
    const opinion = { taskKey, requestId, authorId: paul, outcome: 'favorable', decidedAt: at } as const;
    const why = { reason: null, reasonLaw: null, reasonFact: null, interviewOn: null };
    const authentication = { method: 'password', strength: 'single-factor' } as const;
    const id = await insertIntent(prisma, { ...opinion, ...why, shownSha256: null, stepUpId: null, authentication });
    const waits = async () => {
      const found = () =>
        prisma.$queryRaw<object[]>`
          select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      while ((await found()).length === 0) await new Promise(setImmediate);
    };
    let cancelling: Promise<unknown> | undefined;
    await transaction(async (tx) => {
      await lockTask(tx, taskKey);
      cancelling = cancel();
      await Promise.race([cancelling, waits()]);
      const intent = await findIntent(tx, id);
      if (intent !== null)
        await recordDecision(tx, { intent, elementId: 'task-superieur', kind: 'opinion', capacity: null, at });
    });
    await cancelling;
    expect(await request()).toMatchObject({ outcome: 'closed' });
    expect(await prisma.decision.findUnique({ where: { id } })).toMatchObject({ confirmedAt: null, voidedAt: at });
  });

  test('never their own, nor one of another structure, nor as anybody else', async () => {
    const elsewhere = await aStructure(db.database.prisma, 'Prison');
    const ada = await aPerson('Ada').holding('administrateur', elsewhere).make(db.database);
    for (const person of [claire, paul, ada]) await expect(cancel(person)).rejects.toMatchObject({ code: 'not-found' });
    await db.asOwner('update request set agent_id = $2 where id = $1', [requestId, adam]);
    await expect(cancel()).rejects.toMatchObject({ code: 'not-found' });
    expect((await request()).closedAt).toBeNull();
  });

  test('never one that changed a situation: nothing is written, and it is said what to do', async () => {
    await anAppliedChange(db.database.prisma, requestId, claire);
    expect(await preview()).toMatchObject({ bar: 'cancel-applied' });
    await expect(cancel()).rejects.toMatchObject({ code: 'cancel-applied' });
    expect((await request()).closedAt).toBeNull();
    expect(await db.database.prisma.notification.count({ where: { requestId } })).toBe(0);
  });
});

describe('the database', () => {
  const said = (actorId: string, reason = REASON) =>
    recordRequestEvent(db.database.prisma, {
      ...{ requestId, kind: 'cancelled', factKey: 'cancelled', at, actorId, detail: { reason } },
    });

  test('lets nobody say that a request was cancelled but its administrator, with a reason, once it is closed', async () => {
    await expect(said(adam)).rejects.toThrow(/is not closed/);
    await db.database.prisma.request.update({ where: { id: requestId }, data: { outcome: 'closed', closedAt: at } });
    for (const person of [claire, paul]) await expect(said(person)).rejects.toThrow(/not theirs/);
    await expect(said(adam, ' ')).rejects.toThrow(/without a reason/);
    await said(adam);
  });

  test('lets nothing be cancelled that was decided, nor anything decided that was cancelled', async () => {
    await cancel();
    await expect(anAppliedChange(db.database.prisma, requestId, claire)).rejects.toThrow(/was cancelled/);
    requestId = await aRequest(db.database.prisma, claire, court);
    await anAppliedChange(db.database.prisma, requestId, claire);
    await db.database.prisma.request.update({ where: { id: requestId }, data: { outcome: 'closed', closedAt: at } });
    await expect(said(adam)).rejects.toThrow(/what was decided is not cancelled/);
  });
});
