import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { civilDateOf } from '#domain/calendar/civil-date.ts';
import { insertPayPiece } from '#prisma/repositories/pay/pieces.ts';
import { aPerson, aStructure, type StructureRow, withoutPayGrounds } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { aSealedAct, laterActKinds, type Touching } from '#prisma/testing/sealed-acts.ts';
import { uuid7 } from '#prisma/uuid7.ts';
import { keepShippedThemes, QUIET } from '#testing/shipped-circuits.ts';
import type { WorkerContext } from '../../context.ts';
import { handler } from './handler.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await aDatabase();
  await keepShippedThemes(db.database);
  await laterActKinds(db);
});
afterAll(() => db.drop());

/** Does the step « Défaire les effets » of a request. */
async function undo({
  requestId,
  agentId,
  structure,
}: {
  requestId: string;
  agentId: string;
  structure: StructureRow;
}) {
  const context = { database: db.database, now: () => new Date(), baseUrl: 'https://harmonie.example', log: QUIET };
  const filed = { number: 'R-1', agentId, structureId: structure.id, filedAt: new Date() };
  const step = { requestId, elementId: 'defaire', filed, headers: { cutoffDay: 15 } } as Parameters<typeof handler>[1];
  await handler(context as unknown as WorkerContext, step);
}

test('a worker that dies once it undid the early end of a period: the next worker to take the step finds it done', async () => {
  const { prisma } = db.database;
  const structure = await aStructure(prisma, 'Cour');
  const signerId = await aPerson('Sophie').holding('signataire', structure).make(db.database);
  const agentId = await aPerson('Claire').postedIn(structure).make(db.database);
  const sealed = (on: string, of?: string) =>
    aSealedAct(db, { agentId, signerId, structure }, on, of === undefined ? undefined : { nature: 'withdraws', of });
  const [period, end] = [await sealed('2026-09-01'), await sealed('2026-10-01')];
  const [stood, ends] = [uuid7(new Date()), uuid7(new Date())];
  // As their circuits would have applied them: the second ends the first one's period early.
  await db.asOwner('alter table situation_entry disable trigger user');
  for (const [id, { requestId, actId }, until, citesId, supersededAt] of [
    [stood, period, '2027-06-30', null, new Date()],
    [ends, end, '2027-03-31', stood, null],
  ] as const)
    await db.asOwner(
      `insert into situation_entry (id, person_id, theme, theme_sha256, "from", until, value, origin, request_id, at, guarantee, act_id, apart, cites_id, superseded_at)
       select $1, $2, t.name, t.sha256, '2027-01-01', $3, '{"quota": 80, "payFraction": "6/7"}', 'request', $4, now(), 'act', $5, true, $6, $7
         from situation_theme t where t.name = 'temps-de-travail' order by t.published_at desc limit 1`,
      [id, agentId, until, requestId, actId, citesId, supersededAt],
    );
  await db.asOwner('alter table situation_entry enable trigger user');

  const { requestId } = await sealed('2026-11-01', end.requestId);
  const done = () => undo({ requestId, agentId, structure });
  await done();
  await done();

  const undoings = await prisma.situationEntry.findMany({ where: { origin: 'undoing' } });
  expect(undoings).toMatchObject([{ requestId, undoesId: ends, carriesId: stood, until: new Date('2027-06-30') }]);
  expect(await prisma.notification.count({ where: { requestId } })).toBe(1);
});

describe('of an act that is touched twice, pay takes each day back once', () => {
  /** An act that pays an allowance from January to June 2027, and what is touched of it since. */
  async function anAllowance() {
    const { prisma } = db.database;
    const structure = await aStructure(prisma, 'Cour');
    const signerId = await aPerson('Sophie').holding('signataire', structure).make(db.database);
    const agentId = await aPerson('Claire').postedIn(structure).make(db.database);
    const sealed = (on: string, touching?: Touching) => aSealedAct(db, { agentId, signerId, structure }, on, touching);
    const { requestId: paid } = await sealed('2026-09-01');
    await withoutPayGrounds(prisma, () =>
      insertPayPiece(prisma, {
        ...{ agentId, structureId: structure.id, month: '2027-01', movement: 'allowance', facts: [] },
        ...{ effectDate: '2027-01-01', effectUntil: '2027-06-30' },
        ...{ requestId: paid, actId: null, actSha256: null, createdAt: new Date() },
      }),
    );
    /** Seals what touches an act, and does what its circuit does then, twice as after a crash; answers the request. */
    const touch = async (on: string, touching: Touching): Promise<string> => {
      const { requestId } = await sealed(on, touching);
      for (let time = 0; time < 2; time++) await undo({ requestId, agentId, structure });
      return requestId;
    };
    const takenBack = async (requestId: string) =>
      (await prisma.payPiece.findMany({ where: { requestId }, orderBy: { effectDate: 'asc' } })).map(
        ({ effectDate, effectUntil }) => [civilDateOf(effectDate), effectUntil && civilDateOf(effectUntil)],
      );
    return { paid, touch, takenBack };
  }

  test('repealed, then withdrawn: the days before its repeal; that withdrawal withdrawn, those again', async () => {
    const { paid, touch, takenBack } = await anAllowance();
    const repeal = await touch('2026-10-01', { nature: 'repeals', of: paid, day: '2027-03-01' });
    expect(await takenBack(repeal)).toEqual([['2027-03-01', '2027-06-30']]);
    const withdrawal = await touch('2026-10-02', { nature: 'withdraws', of: paid });
    expect(await takenBack(withdrawal)).toEqual([['2027-01-01', '2027-02-28']]);
    const again = await touch('2026-10-03', { nature: 'withdraws', of: withdrawal });
    expect(await takenBack(again)).toEqual([['2027-01-01', '2027-02-28']]);
  });

  test('repealed before it began, then withdrawn: nothing more', async () => {
    const { paid, touch, takenBack } = await anAllowance();
    await touch('2026-10-01', { nature: 'repeals', of: paid, day: '2026-12-01' });
    expect(await takenBack(await touch('2026-10-02', { nature: 'withdraws', of: paid }))).toEqual([]);
  });

  test('its repeal withdrawn, then withdrawn: all of it', async () => {
    const { paid, touch, takenBack } = await anAllowance();
    const repeal = await touch('2026-10-01', { nature: 'repeals', of: paid, day: '2027-03-01' });
    await touch('2026-10-02', { nature: 'withdraws', of: repeal });
    expect(await takenBack(await touch('2026-10-03', { nature: 'withdraws', of: paid }))).toEqual([
      ['2027-01-01', '2027-06-30'],
    ]);
  });

  test('its repeal repealed in its turn, then withdrawn: what was still to be paid, in two pieces', async () => {
    const { paid, touch, takenBack } = await anAllowance();
    const repeal = await touch('2026-10-01', { nature: 'repeals', of: paid, day: '2027-03-01' });
    await touch('2026-10-02', { nature: 'repeals', of: repeal, day: '2027-05-01' });
    expect(await takenBack(await touch('2026-10-03', { nature: 'withdraws', of: paid }))).toEqual([
      ['2027-01-01', '2027-02-28'],
      ['2027-05-01', '2027-06-30'],
    ]);
  });
});
