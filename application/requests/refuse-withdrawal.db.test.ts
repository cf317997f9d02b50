import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { markAccepted } from '../../prisma/repositories/withdrawals.ts';
import { aPerson, aRequest, aStructure } from '../../prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '../../prisma/testing/database.ts';
import { refuseWithdrawal } from './refuse-withdrawal.ts';

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

const refuse = () => db.database.transaction((tx) => refuseWithdrawal(tx, { withdrawalId, at: AT }));
const events = () => db.database.prisma.requestEvent.findMany({ where: { requestId } });
const audited = () =>
  db.database.prisma.auditEvent.count({ where: { verb: 'withdrawal.refuse', subject: `withdrawal:${withdrawalId}` } });

describe('a withdrawal that came too late', () => {
  test('is answered so, once, however many report it', async () => {
    await Promise.all([refuse(), refuse()]);
    const { prisma } = db.database;
    expect(await prisma.withdrawal.findUnique({ where: { id: withdrawalId } })).toMatchObject({ refusedAt: AT });
    expect(await events()).toMatchObject([{ kind: 'withdrawal-refused', at: AT, actorId: agentId }]);
    expect(await audited()).toBe(1);
  });

  test('stays accepted when the circuit took it before', async () => {
    await db.database.transaction((tx) => markAccepted(tx, withdrawalId, AT));
    await refuse();
    expect([(await events()).length, await audited()]).toEqual([0, 0]);
  });
});
