import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aPerson, aRequest, aStructure, aTask } from '../../testing/builders.ts';
import { aDatabase, type TestDatabase } from '../../testing/database.ts';
import { standingOf } from './requests.ts';

let db: TestDatabase;
let court: Awaited<ReturnType<typeof aStructure>>;
beforeAll(async () => {
  db = await aDatabase();
  court = await aStructure(db.database.prisma, 'Cour');
});
afterAll(() => db.drop());

const make = (person: ReturnType<typeof aPerson>) => person.make(db.database);
/**
 * Reads what waits on some requests, as lists show it: the people named, and those for whom it
 * waits.
 */
async function hands(...ids: string[]) {
  const { openTasks } = await standingOf(db.database.prisma, ids);
  return ids.map((id) =>
    openTasks
      .filter(({ requestId }) => requestId === id)
      .map(({ people, waitsFor }) => ({ named: people.map(({ firstName }) => firstName), waitsFor: [...waitsFor] })),
  );
}

test('each request of a list names who has it today, first the five who come first by name', async () => {
  const { prisma } = db.database;
  const claire = await make(aPerson('Claire').postedIn(court));
  const victor = await make(aPerson('Victor').holding('valideur', court));
  const [one, other] = [await aRequest(prisma, claire, court), await aRequest(prisma, claire, court)];
  await aTask(prisma, one, 'valideur', 'visa');
  await aTask(prisma, other, 'agent', 'complement');
  expect(await hands(one, other)).toEqual([
    [{ named: ['Victor'], waitsFor: [victor] }],
    [{ named: ['Claire'], waitsFor: [claire] }],
  ]);
  for (let n = 0; n < 6; n++) await make(aPerson(`Valideur ${n}`).holding('valideur', court));
  const [[task] = []] = await hands(one);
  expect([task?.named.length, task?.waitsFor.length]).toEqual([5, 7]);
});

test('who took a task has it alone, as long as they hold it', async () => {
  const { prisma } = db.database;
  const [claire, sonia] = [
    await make(aPerson('Claire').postedIn(court)),
    await make(aPerson('Sonia').holding('signataire', court)),
  ];
  await make(aPerson('Serge').holding('signataire', court));
  const id = await aRequest(prisma, claire, court);
  const key = await aTask(prisma, id, 'signataire', 'signature');
  await prisma.task.update({ where: { key }, data: { assigneeId: sonia } });
  expect(await hands(id)).toEqual([[{ named: ['Sonia'], waitsFor: [sonia] }]]);
  await prisma.task.update({ where: { key }, data: { assigneeId: claire } });
  expect((await hands(id))[0]?.[0]?.named.toSorted()).toEqual(['Serge', 'Sonia']);
});

test('a task whose decision is being confirmed is its holder’s still, and waits for nobody', async () => {
  const { prisma } = db.database;
  const claire = await make(aPerson('Claire').postedIn(court));
  await make(aPerson('Fanny').holding('financier', court));
  const id = await aRequest(prisma, claire, court);
  const key = await aTask(prisma, id, 'financier', 'visa');
  await prisma.task.update({ where: { key }, data: { state: 'completing' } });
  expect(await hands(id)).toEqual([[{ named: ['Fanny'], waitsFor: [] }]]);
});
