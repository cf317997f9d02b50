import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { appendAudit } from '#prisma/audit.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { aPerson, aStructure } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { aSealedAct } from '#prisma/testing/sealed-acts.ts';
import { orderStatus } from './order-status.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await aDatabase();
});
afterAll(() => db.drop());

test('the state of an act is asked for one at a time, and not without end: each is a seal, a stamp and an event', async () => {
  const { prisma } = db.database;
  const structure = await aStructure(prisma, 'Cour');
  const signerId = await aPerson('Sophie').holding('signataire', structure).make(db.database);
  const agentId = await aPerson('Claire').postedIn(structure).make(db.database);
  const { requestId, actId } = await aSealedAct(db, { agentId, signerId, structure }, '2026-03-01');
  const at = new Date();
  const actor = await actorFacts(prisma, agentId);
  const ask = (waits = 30_000) =>
    orderStatus(db, { actor, requestId, actId, at, until: new Date(at.getTime() + waits) });
  const refused = (seconds: number) => ({ code: 'too-many-requests', params: { seconds } });
  // Nobody waits for the first one any more.
  await ask(-1);
  const asked = await Promise.allSettled([ask(), ask(), ask()]);
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(ask()).rejects.toMatchObject(refused(5));
  await db.asOwner('update outbox set done_at = now()');
  await db.database.transaction(async (tx) => {
    for (let made = 0; made < 20; made += 1)
      await appendAudit(tx, { chain: agentId, at, actorId: agentId, verb: 'act.status', subject: `act:${actId}` });
  });
  await expect(ask()).rejects.toMatchObject(refused(600));
  await expect(
    orderStatus(db, { actor, requestId, actId, at: new Date(at.getTime() + 3_700_000), until: at }),
  ).resolves.toBeTruthy();
});
