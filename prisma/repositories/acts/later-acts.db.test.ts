import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { stateAfter } from '#domain/evidence/act-status.ts';
import { aPerson, aRequest, aStructure } from '../../testing/builders.ts';
import { aDatabase, type TestDatabase } from '../../testing/database.ts';
import { aSealedAct, aSignature, laterActKinds, type Touching } from '../../testing/sealed-acts.ts';
import { actToState, actToTouch, standingOfActs } from './later-acts.ts';

let db: TestDatabase;
let court: Awaited<ReturnType<typeof aStructure>>;
let claire: string;
let sophie: string;
beforeAll(async () => {
  db = await aDatabase();
  court = await aStructure(db.database.prisma, 'Cour');
  claire = await aPerson('Claire').postedIn(court).make(db.database);
  sophie = await aPerson('Sophie').holding('signataire', court).make(db.database);
  await laterActKinds(db);
});
afterAll(() => db.drop());

/** Makes a request of hers with a sealed act. */
const sealed = async (on: string, touching?: Touching): Promise<string> =>
  (await aSealedAct(db, { agentId: claire, signerId: sophie, structure: court }, on, touching)).requestId;

const stateOf = async (requestId: string, day = '2026-12-31') =>
  [...(await standingOfActs(db.database.prisma, requestId, day)).values()][0];

test('an act that is corrected, then repealed, says by which and since when; both say what they touched', async () => {
  const first = await sealed('2026-03-01');
  expect(await stateOf(first)).toMatchObject({ state: 'in-force', touchedBy: [], touches: null });
  const correction = await sealed('2026-04-01', { nature: 'corrects', of: first });
  expect(await stateOf(first)).toMatchObject({ state: 'corrected' });
  const repeal = await sealed('2026-05-01', { nature: 'repeals', of: first, day: '2026-06-01' });
  const [one, two] = [await stateOf(correction), await stateOf(repeal)];
  // As its sealed statement says, until the day from which it is repealed.
  expect([await stateOf(first, '2026-05-31'), await stateOf(first, '2026-06-01')]).toMatchObject([
    { state: 'corrected' },
    { state: 'repealed' },
  ]);
  expect(await stateOf(first)).toMatchObject({
    state: 'repealed',
    touchedBy: [
      { nature: 'corrects', number: one?.number, requestId: correction, since: '2026-04-01' },
      { nature: 'repeals', number: two?.number, requestId: repeal, since: '2026-06-01' },
    ],
  });
  expect(one).toMatchObject({ state: 'in-force', touches: { nature: 'corrects', requestId: first } });
});

test('the status of an act is drawn from what touched it, each with what it is itself', async () => {
  const first = await sealed('2026-03-01');
  const withdrawal = await sealed('2026-04-01', { nature: 'withdraws', of: first });
  await sealed('2026-05-01', { nature: 'withdraws', of: withdrawal });
  const { id, sealedSha256 } = await db.database.prisma.act.findFirstOrThrow({ where: { requestId: first } });
  const found = await actToState(db.database.prisma, id);
  const number = (await stateOf(withdrawal))?.number;
  expect(found).toMatchObject({
    agentId: claire,
    act: { number: (await stateOf(first))?.number, sha256: sealedSha256 },
  });
  expect(found?.laterActs).toMatchObject([
    { nature: 'withdraws', number, signedOn: '2026-04-01', since: '2026-04-01', state: 'withdrawn' },
  ]);
  expect(stateAfter(found?.laterActs ?? [], '2026-06-01')).toBe((await stateOf(first))?.state);
});

test('a correction is corrected as any act is, and the first one stays corrected', async () => {
  const first = await sealed('2026-03-01');
  const correction = await sealed('2026-04-01', { nature: 'corrects', of: first });
  await sealed('2026-05-01', { nature: 'corrects', of: correction });
  expect([(await stateOf(correction))?.state, (await stateOf(first))?.state]).toEqual(['corrected', 'corrected']);
});

test('an act whose withdrawal is withdrawn stands again', async () => {
  const first = await sealed('2026-03-01');
  const withdrawal = await sealed('2026-04-01', { nature: 'withdraws', of: first });
  expect((await stateOf(first))?.state).toBe('withdrawn');
  await sealed('2026-05-01', { nature: 'withdraws', of: withdrawal });
  expect([(await stateOf(withdrawal))?.state, (await stateOf(first))?.state]).toEqual(['withdrawn', 'in-force']);
  expect((await stateOf(first))?.touchedBy).toMatchObject([{ nature: 'withdraws', state: 'withdrawn' }]);
});

test('nothing is withdrawn after four months unless its beneficiary asks, nor touched once withdrawn', async () => {
  const [old, withdrawn] = [await sealed('2026-03-01'), await sealed('2026-03-01')];
  await expect(sealed('2026-07-02', { nature: 'withdraws', of: old })).rejects.toThrow(/after four months/);
  await sealed('2026-07-01', { nature: 'withdraws', of: withdrawn });
  for (const nature of ['corrects', 'withdraws', 'repeals'] as const)
    await expect(sealed('2026-07-01', { nature, of: withdrawn })).rejects.toThrow(/does not stand/);
  await sealed('2026-09-01', { nature: 'withdraws', of: old, asked: true });
  expect((await stateOf(old))?.state).toBe('withdrawn');
});

test('an act that undid another one is built upon while a later one undoes the same, and no more once that is withdrawn', async () => {
  const builtUpon = async (requestId: string) =>
    (await actToTouch(db.database.prisma, { requestId, agentId: claire })).builtUpon;
  const first = await sealed('2026-03-01');
  const repeal = await sealed('2026-04-01', { nature: 'repeals', of: first });
  expect([await builtUpon(first), await builtUpon(repeal)]).toEqual([false, false]);
  const withdrawal = await sealed('2026-05-01', { nature: 'withdraws', of: first });
  expect([await builtUpon(repeal), await builtUpon(withdrawal)]).toEqual([true, false]);
  const second = await sealed('2026-05-02', { nature: 'withdraws', of: withdrawal });
  expect([await builtUpon(repeal), await builtUpon(second)]).toEqual([false, false]);

  // Its withdrawal, on which something was built, is not withdrawn either: the repeal would
  // conflict with the second one.
  const undone = await sealed('2026-06-01', { nature: 'withdraws', of: repeal });
  expect(await builtUpon(undone)).toBe(false);
  await sealed('2026-06-02', { nature: 'repeals', of: first });
  expect(await builtUpon(undone)).toBe(true);
});

test('while an act about another one is signed and not sealed, nothing that touched that one is touched either', async () => {
  const { prisma } = db.database;
  const closed = async (requestId: string) => (await actToTouch(prisma, { requestId, agentId: claire })).closed;
  const [first, other] = [await sealed('2026-03-01'), await sealed('2026-03-01')];
  const repeal = await sealed('2026-04-01', { nature: 'repeals', of: first });
  await db.asOwner(`update request set closed_at = now(), outcome = 'granted' where id = any($1)`, [
    [first, other, repeal],
  ]);
  expect([await closed(first), await closed(repeal), await closed(other)]).toEqual([true, true, true]);

  const signed = await aRequest(prisma, claire, court, 'retrait-essai');
  await db.asOwner('update request set contests_id = $2 where id = $1', [signed, first]);
  await aSignature(db, { requestId: signed, signerId: sophie });
  expect([await closed(first), await closed(repeal), await closed(other)]).toEqual([false, false, true]);
});

test('what was decided without an act is touched by none', async () => {
  const filed = await aRequest(db.database.prisma, claire, court);
  await expect(sealed('2026-03-01', { nature: 'withdraws', of: filed })).rejects.toThrow(/does not stand/);
});

test('nobody writes, changes or removes what an act did to another, nor how it stands', async () => {
  const { prisma } = db.database;
  const run = (sql: string) => prisma.$executeRawUnsafe(sql);
  await expect(run('insert into later_act select * from later_act')).rejects.toThrow(/permission denied/);
  await expect(run("update later_act set nature = 'corrects'")).rejects.toThrow(/permission denied/);
  await expect(run("update registered_act set state = 'in-force'")).rejects.toThrow(/permission denied/);
  for (const statement of ["update later_act set since = '2020-01-01'", 'delete from later_act'])
    await expect(db.asOwner(statement)).rejects.toThrow(/undone by another act/);
});
