import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aPerson, aRequest, aStructure } from '../../testing/builders.ts';
import { aDatabase, type TestDatabase } from '../../testing/database.ts';
import { closeRequest } from '../requests/requests.ts';
import { actIdentity, reserveNumber } from './numbers.ts';

const AT = new Date('2026-12-31T22:30:00Z');
/** Already the next year in Paris. */
const LATER = new Date('2026-12-31T23:30:00Z');
let db: TestDatabase;
let court: Awaited<ReturnType<typeof aStructure>>;
let claire: string;
let code: string;
beforeAll(async () => {
  db = await aDatabase();
  const { prisma } = db.database;
  const root = await aStructure(prisma, 'Ministère');
  court = await aStructure(prisma, 'Cour', root);
  ({ code } = await prisma.structure.findUniqueOrThrow({ where: { id: court.id } }));
  claire = await aPerson('Claire').postedIn(court).make(db.database);
});
afterAll(() => db.drop());

/** Makes an act of a request of hers, which was filed elsewhere. */
async function anAct(kind: 'Arrêté' | 'Décision' = 'Arrêté') {
  const { prisma } = db.database;
  const elsewhere = await aStructure(prisma, 'Ailleurs');
  const requestId = await aRequest(prisma, claire, elsewhere);
  const { id } = await prisma.act.create({ data: { requestId, template: 'act', title: kind, content: { kind } } });
  return { id, requestId };
}
const reserve = (actId: string, at = AT) => db.database.transaction((tx) => reserveNumber(tx, actId, at));
const lines = (requestId: string) => db.database.prisma.registeredAct.findMany({ where: { requestId } });

test('acts are numbered by year, structure of the agent and nature, each series from 1', async () => {
  const numbers: (string | undefined)[] = [];
  for (const [kind, at] of [
    ['Arrêté', AT],
    ['Décision', AT],
    ['Arrêté', AT],
    ['Arrêté', LATER],
  ] as const)
    numbers.push((await reserve((await anAct(kind)).id, at))?.number);
  expect(numbers).toEqual([
    `2026-${code}-A-000001`,
    `2026-${code}-D-000001`,
    `2026-${code}-A-000002`,
    `2027-${code}-A-000001`,
  ]);
});

test('an act that is drawn again keeps its number and its reference, which nobody guesses', async () => {
  const { id } = await anAct();
  const given = await reserve(id);
  expect(given?.reference).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  expect(await reserve(id, LATER)).toBeNull();
  expect(await actIdentity(db.database.prisma, id)).toEqual(given);
});

test('of two who draw an act at once, both have one number, and none is lost', async () => {
  const [one, two] = [await anAct(), await anAct()];
  const given = (await Promise.all([one, one, one, two].map(({ id }) => reserve(id)))).flatMap(
    (of) => of?.number ?? [],
  );
  const [first, second] = given.map((number) => Number(number.slice(-6))).sort((a, b) => a - b);
  expect([given.length, (second ?? 0) - (first ?? 0)]).toEqual([2, 1]);
});

test('a number that is undone with its transaction is given to the next', async () => {
  const [lost, next] = [await anAct(), await anAct()];
  let number: string | undefined;
  await db.database
    .transaction(async (tx) => {
      number = (await reserveNumber(tx, lost.id, AT))?.number;
      throw new Error('undone');
    })
    .catch(() => {});
  expect((await reserve(next.id))?.number).toBe(number);
});

test('an act that becomes of another nature is given a number of that series, and the first one stays', async () => {
  const { id, requestId } = await anAct('Arrêté');
  await reserve(id);
  await db.database.prisma.act.update({ where: { id }, data: { content: { kind: 'Décision' } } });
  expect((await reserve(id))?.number).toContain('-D-');
  expect((await lines(requestId)).map(({ nature }) => nature).sort()).toEqual(['arrete', 'decision']);
});

test('the application chooses no number, and neither changes nor removes one; nor does the owner of the tables', async () => {
  const { prisma } = db.database;
  const { id, requestId } = await anAct();
  const given = await reserve(id);
  const run = (sql: string) => prisma.$executeRawUnsafe(sql);
  const chosen =
    "insert into registered_act (id, act_id, reference, reserved_at, number) values (gen_random_uuid(), $1, 'R', now(), '2026-X-A-000001')";
  await expect(prisma.$executeRawUnsafe(chosen.replace('$1', `'${id}'`))).rejects.toThrow(/permission denied/);
  for (const column of ['number', 'state', 'act_id', 'sequence', 'reference'])
    await expect(run(`update registered_act set ${column} = ${column}`)).rejects.toThrow(/permission denied/);
  await expect(run('delete from registered_act')).rejects.toThrow(/permission denied/);
  await expect(run('update act_series set last = 0')).rejects.toThrow(/permission denied/);
  for (const statement of ["update registered_act set number = number || 'x'", 'delete from registered_act'])
    await expect(db.asOwner(`${statement} where act_id = '${id}'`)).rejects.toThrow(/for ever/);
  expect(await lines(requestId)).toMatchObject([{ number: given?.number, state: 'reserved' }]);
});

test.each([
  ['refused', 'refused'],
  ['withdrawn', 'withdrawn'],
  ['closed', 'closed'],
] as const)('a number whose act nobody signed stays, and says that its request was %s', async (outcome, because) => {
  const { id, requestId } = await anAct();
  await reserve(id);
  // The grounds that an outcome needs are another matter.
  await db.asOwner(`update request set outcome = '${outcome}', closed_at = now() where id = '${requestId}'`);
  expect(await lines(requestId)).toMatchObject([{ state: 'unused', unusedBecause: because, sealedAt: null }]);
  expect(await db.database.transaction((tx) => closeRequest(tx, { requestId, outcome, at: new Date() }))).toBe(false);
});
