import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { markRefused } from '../../prisma/repositories/withdrawals.ts';
import { aPerson, aRequest, aStructure } from '../../prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '../../prisma/testing/database.ts';
import { confirmWithdrawal } from './confirm-withdrawal.ts';

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
const events = () => db.database.prisma.requestEvent.findMany({ where: { requestId } });
const audited = () =>
  db.database.prisma.auditEvent.count({ where: { verb: 'withdrawal.accept', subject: `withdrawal:${withdrawalId}` } });

describe('a withdrawal that the circuit took', () => {
  test('stands, and the request says by whom and when', async () => {
    await confirm();
    const { prisma } = db.database;
    expect(await prisma.withdrawal.findUnique({ where: { id: withdrawalId } })).toMatchObject({ acceptedAt: AT });
    expect(await events()).toMatchObject([{ kind: 'withdrawn', at: AT, actorId: agentId }]);
    expect(await audited()).toBe(1);
  });

  test('is written once, however many report it', async () => {
    await Promise.all([confirm(), confirm()]);
    expect([(await events()).length, await audited()]).toEqual([1, 1]);
  });

  test('stays refused when it was refused before', async () => {
    await db.database.transaction((tx) => markRefused(tx, withdrawalId, AT));
    await confirm();
    expect([(await events()).length, await audited()]).toEqual([0, 0]);
  });
});
