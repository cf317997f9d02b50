import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { insertPayPiece } from '#prisma/repositories/pay/pieces.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { aPerson, aRequest, aStructure, withoutPayGrounds } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { traceOf } from '#prisma/testing/trace.ts';
import { checkPayPiece } from './check-pay-piece.ts';
import { exportPayMonth } from './export-pay-month.ts';
import { recallPayBatch } from './recall-pay-batch.ts';
import { sendPayBatch } from './send-pay-batch.ts';

const AT = new Date('2026-08-20T09:00:00Z');

let db: TestDatabase;
let court: { id: string; path: string };
let felix: string;
let stranger: string;
beforeAll(async () => {
  db = await aDatabase();
  court = await aStructure(db.database.prisma, 'Tribunal');
  felix = await aPerson('Félix').postedIn(court).holding('financier', court).make(db.database);
  stranger = await aPerson('Hugo').postedIn(court).make(db.database);
});
afterAll(() => db?.drop());

/** Each test pays in a month of its own. */
let year = 2030;
let month: string;
let claire: string;
let pieceId: string;
beforeEach(async () => {
  year += 1;
  month = `${year}-09`;
  claire = await aPerson('Claire').postedIn(court).make(db.database);
  pieceId = await aPiece(claire);
});

async function aPiece(agentId: string): Promise<string> {
  const requestId = await aRequest(db.database.prisma, agentId, court);
  const { prisma } = db.database;
  const facts = {
    movement: 'work-time',
    effectDate: '2026-08-20',
    effectUntil: null,
    facts: [],
    actId: null,
    actSha256: null,
  };
  const piece = { agentId, structureId: court.id, month, requestId, createdAt: AT, ...facts };
  return (await withoutPayGrounds(prisma, () => insertPayPiece(prisma, piece))) ?? '';
}

const by = async (personId: string) => ({ actor: await actorFacts(db.database.prisma, personId), at: AT });
const check = async (checked = true, id = pieceId, personId = felix) =>
  checkPayPiece(db, { ...(await by(personId)), pieceId: id, checked });
const send = async (personId = felix) => sendPayBatch(db, { ...(await by(personId)), month, structureId: court.id });
const verbs = async (chain = claire) => (await traceOf(db.database.prisma, chain)).map(({ verb }) => verb);
const batches = () => db.database.prisma.payBatch.count({ where: { month } });

describe('a pay piece', () => {
  test('is checked, and the check taken back, each once', async () => {
    expect(await check()).toMatchObject({ checkedAt: AT });
    await check();
    expect(await check(false)).toMatchObject({ checkedAt: null });
    await check(false);
    expect(await verbs()).toEqual(['pay.check', 'pay.uncheck']);
  });

  test('is nobody’s own to check, and unknown to a person who handles no pay', async () => {
    await expect(check(true, await aPiece(felix))).rejects.toMatchObject({ code: 'own-pay' });
    const own = { checkedAt: AT, checkedById: claire };
    const written = db.database.prisma.payPiece.update({ where: { id: pieceId }, data: own });
    await expect(written).rejects.toThrow(/pay_piece_checked_by_another/);
    await expect(check(true, pieceId, stranger)).rejects.toMatchObject({ code: 'not-found' });
    expect([await verbs(felix), await verbs()]).toEqual([[], []]);
  });
});

describe('a bordereau', () => {
  test('takes the checked pieces of the month, once', async () => {
    await check();
    const sent = await Promise.allSettled([send(), send()]);
    expect(sent.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(send()).rejects.toMatchObject({ code: 'nothing-to-send' });
    expect(await batches()).toBe(1);
    await expect(check(false)).rejects.toMatchObject({ code: 'pay-piece-sent' });
    const [said] = (await traceOf(db.database.prisma, SYSTEM_CHAIN)).slice(-1);
    expect(said).toMatchObject({ verb: 'pay.send', actorId: felix, payload: { month, pieceIds: [pieceId] } });
  });

  test('leaves without what was not checked, and never by a stranger’s hand', async () => {
    await expect(send()).rejects.toMatchObject({ code: 'nothing-to-send' });
    await check();
    await expect(send(stranger)).rejects.toMatchObject({ code: 'not-found' });
    expect(await batches()).toBe(0);
  });

  test('keeps who checked what left with it, and when, against any other writer', async () => {
    await check();
    await send();
    const otherwise: object[] = [{ checkedById: stranger }, { checkedAt: new Date(0) }, { sentAt: new Date(0) }];
    for (const said of otherwise) {
      const written = db.database.prisma.payPiece.update({ where: { id: pieceId }, data: said });
      await expect(written).rejects.toThrow(/what was said of it stays/);
    }
  });

  test('is taken back once with its reason, and its pieces leave again', async () => {
    await check();
    const { id: batchId } = await send();
    const recall = async (personId = felix) =>
      recallPayBatch(db, { ...(await by(personId)), batchId, reason: 'Mois erroné' });
    await expect(recall(stranger)).rejects.toMatchObject({ code: 'not-found' });
    expect(await recall()).toMatchObject({ recalledAt: AT, recallReason: 'Mois erroné' });
    await expect(recall()).rejects.toMatchObject({ code: 'batch-recalled' });
    expect((await verbs(SYSTEM_CHAIN)).filter((verb) => verb === 'pay.recall')).toHaveLength(1);
    await send();
    expect(await batches()).toBe(2);
  });
});

test('the list of a month is taken out with a trace of who did, of what they may read', async () => {
  const take = async (readerId: string) => {
    const taken: string[] = [];
    await exportPayMonth(db, { readerId, month, at: AT }, async (rows) => void taken.push(...rows.map(({ id }) => id)));
    return taken;
  };
  expect(await take(felix)).toEqual([pieceId]);
  const [said] = (await traceOf(db.database.prisma, SYSTEM_CHAIN)).slice(-1);
  expect(said).toMatchObject({ verb: 'pay.export', actorId: felix, payload: { month, count: 1 } });
  expect(await take(stranger)).toEqual([]);
});
