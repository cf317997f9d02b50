import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { answerWithdrawal } from '#prisma/repositories/requests/withdrawals.ts';
import { aPerson, aRequest, aStructure } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { confirmWithdrawal, refuseWithdrawal } from './answer-withdrawal.ts';

const AT = new Date('2026-03-02T09:00:00Z');

let db: TestDatabase;
let agentId: string;
let requestId: string;
let withdrawalId: string;
beforeAll(async () => {
  db = await aDatabase();
});
afterAll(() => db.drop());

beforeEach(async () => {
  const { prisma } = db.database;
  const court = await aStructure(prisma, 'Tribunal');
  agentId = await aPerson('Claire').postedIn(court).make(db.database);
  requestId = await aRequest(prisma, agentId, court);
  withdrawalId = (await prisma.withdrawal.create({ data: { requestId, byId: agentId } })).id;
});

const confirm = () => db.database.transaction((tx) => confirmWithdrawal(tx, { withdrawalId, at: AT }));
const refuse = () => db.database.transaction((tx) => refuseWithdrawal(tx, { withdrawalId, at: AT }));
/** Answered, and nothing else written. */
const answered = (answer: 'accepted' | 'refused') =>
  db.database.transaction((tx) => answerWithdrawal(tx, withdrawalId, { answer, at: AT }));
const events = () => db.database.prisma.requestEvent.findMany({ where: { requestId } });
const audited = (verb: string) =>
  db.database.prisma.auditEvent.count({ where: { verb, subject: `withdrawal:${withdrawalId}` } });

describe('a withdrawal that the circuit took', () => {
  test('stands, and the request says by whom and when', async () => {
    await confirm();
    const { prisma } = db.database;
    expect(await prisma.withdrawal.findUnique({ where: { id: withdrawalId } })).toMatchObject({ acceptedAt: AT });
    expect(await events()).toMatchObject([{ kind: 'withdrawn', at: AT, actorId: agentId }]);
    expect(await audited('withdrawal.accept')).toBe(1);
  });

  test('is written once, however many report it', async () => {
    await Promise.all([confirm(), confirm()]);
    expect([(await events()).length, await audited('withdrawal.accept')]).toEqual([1, 1]);
  });

  test('stays refused when it was refused before', async () => {
    await answered('refused');
    await confirm();
    expect([(await events()).length, await audited('withdrawal.accept')]).toEqual([0, 0]);
  });
});

describe('a withdrawal that came too late', () => {
  test('is answered so, once, however many report it', async () => {
    await Promise.all([refuse(), refuse()]);
    const { prisma } = db.database;
    expect(await prisma.withdrawal.findUnique({ where: { id: withdrawalId } })).toMatchObject({ refusedAt: AT });
    expect(await events()).toMatchObject([{ kind: 'withdrawal-refused', at: AT, actorId: agentId }]);
    expect(await audited('withdrawal.refuse')).toBe(1);
  });

  test('stays accepted when the circuit took it before', async () => {
    await answered('accepted');
    await refuse();
    expect([(await events()).length, await audited('withdrawal.refuse')]).toEqual([0, 0]);
  });
});
