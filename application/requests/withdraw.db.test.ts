import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { aPerson, aRequest, aStructure } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { withdraw } from './withdraw.ts';

const AT = new Date('2026-03-02T09:00:00Z');

let db: TestDatabase;
let court: { id: string; path: string };
let agentId: string;
let requestId: string;
beforeAll(async () => {
  db = await aDatabase();
  court = await aStructure(db.database.prisma, 'Tribunal');
});
afterAll(() => db?.drop());

beforeEach(async () => {
  await db.database.prisma.outbox.deleteMany();
  agentId = await aPerson('Claire').postedIn(court).make(db.database);
  requestId = await aRequest(db.database.prisma, agentId, court);
});

const ask = async (personId = agentId) =>
  withdraw(db, { actor: await actorFacts(db.database.prisma, personId), requestId, reason: 'un autre projet', at: AT });

/** Everything that a withdrawal writes, in one transaction or not at all. */
async function written() {
  const { prisma } = db.database;
  return {
    withdrawals: await prisma.withdrawal.findMany({ where: { requestId }, select: { byId: true, reason: true } }),
    events: await prisma.requestEvent.findMany({ where: { requestId }, select: { kind: true, at: true } }),
    audited: await prisma.auditEvent.count({ where: { chain: agentId, verb: 'withdrawal.ask' } }),
    commands: await prisma.outbox.findMany({ select: { id: true, command: true } }),
  };
}
const NOTHING = { withdrawals: [], events: [], audited: 0, commands: [] };

describe('withdrawing a request', () => {
  test('is asked of the circuit, with who asked, why and when', async () => {
    const commandId = await ask();
    expect(await written()).toEqual({
      withdrawals: [{ byId: agentId, reason: 'un autre projet' }],
      events: [{ kind: 'withdrawal-asked', at: AT }],
      audited: 1,
      commands: [{ id: commandId, command: 'withdraw' }],
    });
  });

  test('asked twice, is asked once', async () => {
    await ask();
    const once = await written();
    await expect(ask()).rejects.toMatchObject({ code: 'withdrawal-pending' });
    expect(await written()).toEqual(once);
  });

  test('is not for a manager who only follows the request', async () => {
    const manager = await aPerson('Nadia').postedIn(court).holding('gestionnaire', court).make(db.database);
    await expect(ask(manager)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await written()).toEqual(NOTHING);
  });

  test('tells a stranger nothing of it', async () => {
    const stranger = await aPerson('Hugo').postedIn(court).make(db.database);
    await expect(ask(stranger)).rejects.toMatchObject({ code: 'not-found' });
    expect(await written()).toEqual(NOTHING);
  });

  test('comes too late for a request that is closed', async () => {
    await db.database.prisma.request.update({ where: { id: requestId }, data: { outcome: 'closed', closedAt: AT } });
    await expect(ask()).rejects.toMatchObject({ code: 'request-closed' });
    expect(await written()).toEqual(NOTHING);
  });
});
