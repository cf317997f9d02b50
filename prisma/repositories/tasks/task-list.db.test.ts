import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aPerson, aRequest, aStructure, aTask } from '../../testing/builders.ts';
import { aDatabase, type TestDatabase } from '../../testing/database.ts';
import { searchTasks, type TaskSearch } from './task-list.ts';

let db: TestDatabase;
let victor: string;
/** The tasks, by their agent's name. */
const keys: Record<string, string> = {};
beforeAll(async () => {
  db = await aDatabase();
  const { prisma } = db.database;
  const court = await aStructure(prisma, 'Cour');
  victor = await aPerson('Victor').holding('valideur', court).make(db.database);
  for (const [firstName, lastName, kind] of [
    ['Marie', 'Martin', 'essai'],
    ['Martine', 'Martin', 'autre'],
    ['Anne Marie', 'De La Tour', 'essai'],
    ['Éva', 'Le Gâll', 'autre'],
  ]) {
    const agent = await aPerson(`${firstName}`).postedIn(court).make(db.database);
    await db.asOwner(`update person set last_name = '${lastName}' where id = '${agent}'`);
    keys[`${firstName} ${lastName}`] = await aTask(prisma, await aRequest(prisma, agent, court, kind), 'valideur');
  }
});
afterAll(() => db.drop());

const listed = async (asked: Partial<TaskSearch>): Promise<(string | undefined)[]> => {
  const search = { personId: victor, at: new Date(), sort: 'agent', pageSize: 10, ...asked } as const;
  const { rows, total } = await searchTasks(db.database.prisma, search);
  expect(total).toBe(rows.length);
  return rows.map(({ key }) => Object.keys(keys).find((name) => keys[name] === key));
};

test.each([
  ['mart', ['Marie Martin', 'Martine Martin']],
  ['marie', ['Anne Marie De La Tour', 'Marie Martin']],
  ['martin marie', ['Marie Martin']],
  ['de la tour', ['Anne Marie De La Tour']],
  ['eva', ['Éva Le Gâll']],
  ['ÉVA', ['Éva Le Gâll']],
  ['GÂLL', ['Éva Le Gâll']],
  ['our', []],
  ['%', []],
])('« %s » finds the tasks of the agents who bear each of its words, once', async (q, expected) => {
  expect(await listed({ q })).toEqual(expected);
});

test('a name is searched for among the tasks of a kind, and by the new one once it has changed', async () => {
  expect(await listed({ q: 'martin', kind: 'autre' })).toEqual(['Martine Martin']);
  await db.asOwner(`update person set last_name = 'Neuve' where first_name = 'Martine'`);
  expect(await listed({ q: 'neuve' })).toEqual(['Martine Martin']);
  expect(await listed({ q: 'martin' })).toEqual(['Marie Martin', 'Martine Martin']);
});
