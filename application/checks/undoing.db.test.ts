import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { insertPayPiece } from '#prisma/repositories/pay/pieces.ts';
import { entryOn, historyOf } from '#prisma/repositories/people/situation.ts';
import { insertUndoing, undoneBy } from '#prisma/repositories/people/undoing.ts';
import { aPerson, aStructure, takenOver, withoutPayGrounds } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { aSealedAct, laterActKinds, type Touching } from '#prisma/testing/sealed-acts.ts';
import { uuid7 } from '#prisma/uuid7.ts';
import { keepShippedThemes } from '#testing/shipped-circuits.ts';
import { undoingsOf } from './undoing.ts';

let db: TestDatabase;
let court: Awaited<ReturnType<typeof aStructure>>;
let sophie: string;
beforeAll(async () => {
  db = await aDatabase();
  court = await aStructure(db.database.prisma, 'Cour');
  sophie = await aPerson('Sophie').holding('signataire', court).make(db.database);
  await keepShippedThemes(db.database);
  await laterActKinds(db);
});
afterAll(() => db.drop());

const anAgent = () => aPerson('Claire').postedIn(court).make(db.database);
const sealed = (agentId: string, on: string, touching?: Touching) =>
  aSealedAct(db, { agentId, signerId: sophie, structure: court }, on, touching);

interface Effect {
  readonly theme: string;
  readonly value: object;
  readonly from: string;
  readonly until?: string;
}

/** An act that wrote this, as its circuit would have applied it. */
async function act(agentId: string, on: string, { theme, value, from, until }: Effect) {
  const made = await sealed(agentId, on);
  await db.asOwner('alter table situation_entry disable trigger user');
  await db.asOwner(
    `insert into situation_entry (id, person_id, theme, theme_sha256, "from", until, value, origin, request_id, at, guarantee, act_id, apart, moves)
     select $1, $2, t.name, t.sha256, $4, $5, $6, 'request', $7, now(), 'act', $8, t.definition #>> '{inTime,is}' = 'dated',
            moved_by($6, t.definition)
       from situation_theme t where t.name = $3 order by t.published_at desc limit 1`,
    [uuid7(new Date()), agentId, theme, from, until ?? null, value, made.requestId, made.actId],
  );
  await db.asOwner('alter table situation_entry enable trigger user');
  return made.requestId;
}

/** Seals what touches an act, then undoes its effects as the step does; returns the request. */
async function undo(agentId: string, on: string, touching: Touching): Promise<string> {
  const { requestId } = await sealed(agentId, on, touching);
  await db.database.transaction(async (tx) => {
    const undone = await undoneBy(tx, requestId);
    if (undone === null) throw new Error('nothing is touched');
    const undoings = await undoingsOf(tx, undone.requestId, undone);
    if ('fault' in undoings) throw new Error(undoings.fault);
    for (const undoing of undoings)
      await insertUndoing(tx, { ...undoing, requestId, actId: undone.actId, at: new Date() });
  });
  return requestId;
}

const on = async (agentId: string, theme: string, day: string) =>
  (await entryOn(db.database.prisma, agentId, theme, day))?.value ?? null;
const HALF = {
  ...{ theme: 'temps-de-travail', value: { quota: 80, payFraction: '6/7' } },
  ...{ from: '2027-01-01', until: '2027-06-30' },
};

describe('the effect of an act', () => {
  test('that is withdrawn was never there: its history keeps both rows, each with its request', async () => {
    const claire = await anAgent();
    const first = await act(claire, '2026-11-01', HALF);
    const withdrawal = await undo(claire, '2026-12-01', { nature: 'withdraws', of: first });
    expect(await on(claire, HALF.theme, '2027-02-01')).toBeNull();
    const history = await historyOf(db.database.prisma, claire);
    expect(history.map(({ origin, requestId, supersededAt }) => [origin, requestId, supersededAt === null])).toEqual([
      ['undoing', withdrawal, false],
      ['request', first, false],
    ]);
    // Its days are free for another act.
    await act(claire, '2026-12-02', { ...HALF, from: '2027-03-01' });
  });

  test('that is repealed ends the day before, and stands again whole once that repeal is withdrawn', async () => {
    const claire = await anAgent();
    const first = await act(claire, '2026-11-01', HALF);
    const repeal = await undo(claire, '2026-12-01', { nature: 'repeals', of: first, day: '2027-03-01' });
    expect(await on(claire, HALF.theme, '2027-02-28')).toEqual(HALF.value);
    expect(await on(claire, HALF.theme, '2027-03-01')).toBeNull();
    await undo(claire, '2026-12-05', { nature: 'withdraws', of: repeal });
    expect(await on(claire, HALF.theme, '2027-06-30')).toEqual(HALF.value);
  });

  test('stands again once its withdrawal is withdrawn, and is withdrawn once more', async () => {
    const claire = await anAgent();
    const first = await act(claire, '2026-11-01', HALF);
    const withdrawal = await undo(claire, '2026-12-01', { nature: 'withdraws', of: first });
    await undo(claire, '2026-12-02', { nature: 'withdraws', of: withdrawal });
    expect(await on(claire, HALF.theme, '2027-02-01')).toEqual(HALF.value);
    await undo(claire, '2026-12-03', { nature: 'withdraws', of: first });
    expect(await on(claire, HALF.theme, '2027-02-01')).toBeNull();
  });

  test('of one value gives way to the former one, as if it had never been or from a day on', async () => {
    const [claire, paul] = [await anAgent(), await anAgent()];
    const grade = (echelon: number) => ({ grade: 'Greffière', echelon, index: 400 + echelon });
    for (const agent of [claire, paul])
      await takenOver(db.asOwner, agent, { theme: 'echelon-grade', value: grade(6), from: '2024-01-01' });
    const seventh = { theme: 'echelon-grade', value: grade(7), from: '2027-01-01' };
    await undo(claire, '2026-12-01', { nature: 'withdraws', of: await act(claire, '2026-11-01', seventh) });
    expect(await on(claire, 'echelon-grade', '2027-02-01')).toEqual(grade(6));
    const second = await act(paul, '2026-11-01', seventh);
    await undo(paul, '2026-12-01', { nature: 'repeals', of: second, day: '2027-03-01' });
    expect(await on(paul, 'echelon-grade', '2027-02-28')).toEqual(grade(7));
    expect(await on(paul, 'echelon-grade', '2027-03-01')).toEqual(grade(6));
  });

  test('that something stands upon is undone by nothing: days that were spent, an échelon that followed', async () => {
    const claire = await anAgent();
    const savings = 'compte-epargne-temps';
    const given = { theme: savings, value: { mouvement: 'versement', jours: 10 }, from: '2026-06-01' };
    const first = await act(claire, '2026-11-01', given);
    const withdraw = { nature: 'withdraws', of: first } as const;
    const blocked = (requestId: string) =>
      undoingsOf(db.database.prisma, requestId, { nature: 'withdraws', since: '2026-12-01' });
    await takenOver(db.asOwner, claire, {
      theme: savings,
      value: { mouvement: 'conge', jours: 6 },
      from: '2026-08-01',
    });
    expect(await blocked(first)).toEqual({ theme: savings, fault: 'act-built-upon' });
    await takenOver(db.asOwner, claire, {
      theme: savings,
      value: { mouvement: 'versement', jours: 6 },
      from: '2026-07-01',
    });
    await undo(claire, '2026-12-01', withdraw);
    expect(await on(claire, savings, '2026-12-01')).toMatchObject({ solde: 0 });
    const step = { theme: 'echelon-grade', value: { grade: 'Greffière', echelon: 7, index: 407 }, from: '2026-01-01' };
    const second = await act(claire, '2026-11-01', step);
    await act(claire, '2026-11-02', { ...step, value: { ...step.value, echelon: 8 }, from: '2026-06-01' });
    expect(await blocked(second)).toEqual({ theme: 'echelon-grade', fault: 'act-built-upon' });
  });
});

test('a statement undoes nothing but what a sealed act touches, and as it does', async () => {
  const claire = await anAgent();
  const [first, other] = [
    await act(claire, '2026-11-01', HALF),
    await act(claire, '2026-11-01', { ...HALF, from: '2027-07-01', until: '2027-12-31' }),
  ];
  const { requestId, actId } = await sealed(claire, '2026-12-01', { nature: 'repeals', of: first, day: '2027-03-01' });
  const { prisma } = db.database;
  const entry = async (of: string) => (await prisma.situationEntry.findFirstOrThrow({ where: { requestId: of } })).id;
  const [one, two] = [await entry(first), await entry(other)];
  const write = (undoing: Partial<Parameters<typeof insertUndoing>[1]>) =>
    db.database.transaction((tx) =>
      insertUndoing(tx, {
        ...{ undoesId: one, citesId: one, carriesId: one, from: HALF.from, until: '2027-02-28' },
        ...{ requestId, actId, at: new Date(), ...undoing },
      }),
    );
  await expect(write({ undoesId: two, citesId: two, carriesId: two })).rejects.toThrow(/undoes nothing that the act/);
  await expect(write({ until: '2027-04-30' })).rejects.toThrow(/not undone from that day/);
  await expect(write({ carriesId: two })).rejects.toThrow(/not undone from that day/);
  await expect(write({ carriesId: null, until: HALF.until, citesId: null })).rejects.toThrow(
    /nothing stands that it undoes/,
  );
  await expect(write({ requestId: first })).rejects.toThrow(/no sealed act that withdraws/);
  await expect(write({ at: new Date('2026-01-01') })).rejects.toThrow(/dated when it is written/);
  await write({});
  await expect(write({})).rejects.toThrow();
});

test('a piece of pay takes back what the act that is touched had paid, in its words, and nothing else', async () => {
  const claire = await anAgent();
  const first = await act(claire, '2026-11-01', HALF);
  const { prisma } = db.database;
  const facts = [{ key: 'quota', value: 80 }];
  const piece = {
    ...{ agentId: claire, structureId: court.id, month: '2027-01', movement: 'work-time', facts },
    ...{ effectDate: HALF.from, effectUntil: HALF.until, createdAt: new Date() },
  };
  const paid = await withoutPayGrounds(prisma, () =>
    insertPayPiece(prisma, { ...piece, requestId: first, actId: null, actSha256: null }),
  );
  const repeal = await sealed(claire, '2026-12-01', { nature: 'repeals', of: first, day: '2027-03-01' });
  const back = {
    ...{ ...piece, requestId: repeal.requestId, actId: repeal.actId, actSha256: 'a'.repeat(64) },
    ...{ effectDate: '2027-03-01', takesBackId: paid ?? '' },
  };
  for (const other of [
    { facts: [{ key: 'quota', value: 50 }] },
    { effectDate: piece.effectDate },
    { movement: 'other' },
  ])
    await expect(insertPayPiece(prisma, { ...back, ...other })).rejects.toThrow(/not what piece/);
  await expect(insertPayPiece(prisma, { ...back, requestId: first })).rejects.toThrow(/takes that one back/);
  await expect(insertPayPiece(prisma, { ...back, effectUntil: '2027-04-30' })).rejects.toThrow(/not what piece/);
  expect(await insertPayPiece(prisma, back)).not.toBeNull();
  await expect(insertPayPiece(prisma, back)).rejects.toThrow(/taken back already/);

  // Withdrawn meanwhile: each day is taken back once, by any writer.
  const { requestId, actId } = await sealed(claire, '2026-12-02', { nature: 'withdraws', of: first });
  const rest = { ...back, requestId, actId, effectDate: piece.effectDate };
  await expect(insertPayPiece(prisma, rest)).rejects.toThrow(/taken back already/);
  await expect(insertPayPiece(prisma, { ...rest, effectUntil: '2027-03-01' })).rejects.toThrow(/taken back already/);
  expect(await insertPayPiece(prisma, { ...rest, effectUntil: '2027-02-28' })).not.toBeNull();
});
