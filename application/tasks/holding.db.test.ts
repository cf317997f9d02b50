import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { PIECE_LIMITS } from '#domain/request/piece.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { aPerson, aRequest, aStructure, aTask } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { traceOf } from '#prisma/testing/trace.ts';
import { assignTask } from './assign-task.ts';
import { addComplementPiece, removeComplementPiece } from './complement-pieces.ts';
import { correctSituation } from './correct-situation.ts';

const AT = new Date('2026-03-02T09:00:00Z');
const PIECE = { sha256: 'b'.repeat(64), size: 10, fileName: 'rib.pdf', pieceType: 'rib', closed: false };

let db: TestDatabase;
let court: { id: string; path: string };
let nadia: string;
let paul: string;
let claire: string;
let requestId: string;
beforeAll(async () => {
  db = await aDatabase();
  court = await aStructure(db.database.prisma, 'Tribunal');
  [nadia, paul] = await Promise.all([
    aPerson('Nadia').postedIn(court).holding('gestionnaire', court).make(db.database),
    aPerson('Paul').postedIn(court).holding('gestionnaire', court).make(db.database),
  ]);
});
afterAll(() => db?.drop());
beforeEach(async () => {
  await db.database.prisma.outbox.deleteMany();
  claire = await aPerson('Claire').postedIn(court).make(db.database);
  requestId = await aRequest(db.database.prisma, claire, court);
});

const by = async (personId: string) => ({ actor: await actorFacts(db.database.prisma, personId), at: AT });
const give = (taskKey: string, assigneeId: string | null) =>
  db.database.prisma.task.update({ where: { key: taskKey }, data: { assigneeId } });

describe('a task that colleagues share', () => {
  const take = async (taskKey: string, personId: string, assign = true) =>
    assignTask(db, { ...(await by(personId)), taskKey, assign });
  const asked = () => db.database.prisma.outbox.findMany({ select: { id: true, payload: true } });

  test('is taken, and given back, by one of them', async () => {
    const taskKey = await aTask(db.database.prisma, requestId, 'gestionnaire', 'correction');
    const id = await take(taskKey, nadia);
    expect(await asked()).toEqual([{ id, payload: { requestId, taskKey, personId: nadia } }]);
    await give(taskKey, nadia);
    expect(await take(taskKey, nadia)).toBeNull();
    await take(taskKey, nadia, false);
    expect(await asked()).toMatchObject([{}, { payload: { personId: null } }]);
  });

  test('is not taken from the person who has it, nor by a stranger', async () => {
    const taskKey = await aTask(db.database.prisma, requestId, 'gestionnaire', 'correction');
    await give(taskKey, paul);
    await expect(take(taskKey, nadia)).rejects.toMatchObject({ code: 'task-assigned-to-another' });
    await expect(take(taskKey, claire)).rejects.toMatchObject({ code: 'not-found' });
    expect(await asked()).toEqual([]);
  });
});

describe('a situation that stopped the act', () => {
  const mend = async (taskKey: string, personId = nadia, grade = 'Greffière principale') =>
    correctSituation(
      { ...db, mailDomain: 'harmonie.example' },
      { ...(await by(personId)), taskKey, grade, quality: 'greffière', reason: 'Avancement' },
    );

  test('is mended once, with what it was and why', async () => {
    const taskKey = await aTask(db.database.prisma, requestId, 'gestionnaire', 'correction');
    expect(await mend(taskKey)).toMatchObject({ posting: { grade: 'Greffière principale' } });
    await mend(taskKey);
    const [before, after] = [{ grade: 'Greffière' }, { grade: 'Greffière principale' }];
    expect(await traceOf(db.database.prisma, claire)).toMatchObject([
      { verb: 'posting.correct', actorId: nadia, payload: { before, after, reason: 'Avancement', requestId } },
    ]);
    // G3: told at once what their post says from now on.
    expect(await db.database.prisma.notification.findMany({ where: { recipientId: claire } })).toMatchObject([
      { message: 'identity-corrected', detail: { 'title.fr': 'grade, « Greffière principale »' } },
    ]);
  });

  test('is not mended by the agent, nor at another step, nor while a colleague has the task', async () => {
    const taskKey = await aTask(db.database.prisma, requestId, 'gestionnaire', 'correction');
    await expect(mend(taskKey, claire)).rejects.toMatchObject({ code: 'not-found' });
    const visa = await aTask(db.database.prisma, requestId, 'gestionnaire', 'visa');
    await expect(mend(visa)).rejects.toMatchObject({ code: 'not-found' });
    await give(taskKey, paul);
    await expect(mend(taskKey)).rejects.toMatchObject({ code: 'task-assigned-to-another' });
    expect(await traceOf(db.database.prisma, claire)).toEqual([]);
  });
});

describe('a complement', () => {
  const add = async (taskKey: string, personId = claire) =>
    addComplementPiece(db, { ...(await by(personId)), taskKey, piece: PIECE });
  const kept = (taskKey: string) => db.database.prisma.piece.count({ where: { taskKey } });

  test('takes documents aside, and gives them back to the person who added them', async () => {
    const taskKey = await aTask(db.database.prisma, requestId, 'agent', 'complement');
    const { id: pieceId } = await add(taskKey);
    const remove = async (personId = claire) =>
      removeComplementPiece(db, { ...(await by(personId)), taskKey, pieceId });
    await expect(remove(nadia)).rejects.toMatchObject({ code: 'not-found' });
    await remove();
    await expect(remove()).rejects.toMatchObject({ code: 'not-found' });
    expect(await kept(taskKey)).toBe(0);
  });

  test('takes none from another, none at another step, and no more than a request can hold', async () => {
    const taskKey = await aTask(db.database.prisma, requestId, 'agent', 'complement');
    await expect(add(taskKey, nadia)).rejects.toMatchObject({ code: 'not-found' });
    const correction = await aTask(db.database.prisma, requestId, 'gestionnaire', 'correction');
    await expect(add(correction, nadia)).rejects.toMatchObject({ code: 'not-found' });
    for (let count = 0; count < PIECE_LIMITS.maxPieces; count += 1) await add(taskKey);
    await expect(add(taskKey)).rejects.toMatchObject({
      code: 'piece-too-many',
      params: { max: PIECE_LIMITS.maxPieces },
    });
    expect(await kept(taskKey)).toBe(PIECE_LIMITS.maxPieces);
  });
});
