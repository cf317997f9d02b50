import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { parisDay } from '#domain/calendar/civil-date.ts';
import type { DecisionKind } from '#domain/decision/decision.ts';
import type { TaskRole } from '#domain/permissions/role.ts';
import { aPerson, aRequest, aStructure, aTask } from '../../testing/builders.ts';
import { aDatabase, type TestDatabase } from '../../testing/database.ts';
import { type RequestSearch, searchRequests } from './request-list.ts';

let db: TestDatabase;
let court: { id: string; path: string };
let victor: string;
beforeAll(async () => {
  db = await aDatabase();
  court = await aStructure(db.database.prisma, 'Cour');
});
beforeEach(async () => {
  victor = await aPerson('Victor').holding('valideur', court).make(db.database);
});
afterAll(() => db.drop());

const agent = (firstName: string) => aPerson(firstName).postedIn(court).make(db.database);
const acted = (asked: Partial<RequestSearch> = {}) =>
  searchRequests(db.database.prisma, {
    ...{ personId: victor, scope: 'acted', day: parisDay(new Date()), sort: '-filedAt', pageSize: 20 },
    ...asked,
  });
const listed = async (asked: Partial<RequestSearch> = {}) => (await acted(asked)).rows.map(({ id }) => id);

const VISA = { role: 'valideur', kind: 'visa', outcome: 'approved' } as const;

async function decidedOn(
  requestId: string,
  { role, kind, outcome }: { role: TaskRole; kind: DecisionKind; outcome: string } = VISA,
): Promise<string> {
  const { prisma } = db.database;
  const taskKey = await aTask(prisma, requestId, role, kind);
  const given = { taskKey, requestId, authorId: victor, outcome };
  const { id } = await prisma.decisionIntent.create({
    data: { ...given, authentication: { method: 'password' }, decidedAt: new Date() },
  });
  await prisma.decision.create({ data: { id, elementId: `task-${role}`, kind, ...given } });
  return id;
}

test('a request is where one acted once one decided on it, once however often, and no more once that is void', async () => {
  const { prisma } = db.database;
  const requestId = await aRequest(prisma, await agent('Claire'), court);
  expect(await listed()).toEqual([]);
  const [first, second] = [await decidedOn(requestId), await decidedOn(requestId)];
  expect(await acted()).toMatchObject({ rows: [{ id: requestId, firstName: 'Claire' }], total: 1, more: false });
  const voidedAt = new Date();
  await prisma.decision.update({ where: { id: first }, data: { voidedAt } });
  expect(await listed()).toEqual([requestId]);
  await prisma.decision.update({ where: { id: second }, data: { voidedAt } });
  expect(await listed()).toEqual([]);
});

test('what one filed for somebody is where one acted; one’s own request is not, even completed', async () => {
  const { prisma } = db.database;
  const own = await aRequest(prisma, victor, court);
  const common = await prisma.request.findUniqueOrThrow({
    where: { id: own },
    select: { kind: true, versionId: true, structureId: true, filedAt: true },
  });
  const { id } = await prisma.request.create({
    data: { ...common, number: '2026-900001', data: {}, agentId: await agent('Adèle'), filedById: victor },
  });
  await decidedOn(own, { role: 'agent', kind: 'complement', outcome: 'completed' });
  expect(await listed()).toEqual([id]);
});

test('pages follow one another in the order asked for, by filing or by name, both ways', async () => {
  const { prisma } = db.database;
  const ids: string[] = [];
  for (const name of ['Zoé', 'Anne', 'Luc', 'Éva', 'Max']) {
    const id = await aRequest(prisma, await agent(name), court);
    await decidedOn(id);
    ids.push(id);
  }
  const byName = await listed({ sort: 'agent' });
  expect(new Set(byName)).toEqual(new Set(ids));
  for (const [sort, all] of [
    ['filedAt', ids],
    ['-filedAt', [...ids].reverse()],
    ['agent', byName],
    ['-agent', [...byName].reverse()],
  ] as const) {
    const first = await acted({ sort, pageSize: 2 });
    const second = await acted({ sort, pageSize: 2, after: first.next ?? '' });
    const third = await acted({ sort, pageSize: 2, after: second.next ?? '' });
    expect([first, second, third].flatMap(({ rows }) => rows.map(({ id }) => id))).toEqual(all);
    expect([first, second, third].map(({ total }) => total)).toEqual([5, 5, 5]);
    expect([first.previous, third.next]).toEqual([null, null]);
    const back = await acted({ sort, pageSize: 2, before: third.previous ?? '' });
    expect(back.rows.map(({ id }) => id)).toEqual(all.slice(2, 4));
  }
});

test('they are searched by a name, a number or a kind, and by whether they are over', async () => {
  const { prisma } = db.database;
  const [claire, luc] = [await agent('Clairette'), await agent('Lucien')];
  const [one, two] = [await aRequest(prisma, claire, court), await aRequest(prisma, luc, court, 'autre')];
  for (const id of [one, two]) await decidedOn(id);
  const { number } = await prisma.request.findUniqueOrThrow({ where: { id: two }, select: { number: true } });
  const { employeeNumber } = await prisma.person.findUniqueOrThrow({
    where: { id: claire },
    select: { employeeNumber: true },
  });
  expect(await listed({ q: 'clair' })).toEqual([one]);
  expect(await listed({ q: number })).toEqual([two]);
  expect(await listed({ q: employeeNumber })).toEqual([one]);
  expect(await listed({ q: `${number} clair` })).toEqual([]);
  expect(await listed({ q: '%' })).toEqual([]);
  expect(await listed({ kind: 'autre' })).toEqual([two]);
  expect(await listed({ state: 'open' })).toEqual([two, one]);
  expect(await listed({ state: 'closed' })).toEqual([]);
});

test('a name that changes is found by the new one', async () => {
  const { prisma } = db.database;
  const claire = await agent('Claire');
  const requestId = await aRequest(prisma, claire, court);
  await decidedOn(requestId);
  await db.asOwner(`update person set last_name = 'Neuve' where id = '${claire}'`);
  expect(await listed({ q: 'neuve' })).toEqual([requestId]);
});

test('each word that begins one of the agent’s names finds them, once, wherever it stands in the name', async () => {
  const { prisma } = db.database;
  const found = new Map<string, string>();
  for (const [firstName, lastName] of NAMES) {
    const claire = await agent(firstName);
    await db.asOwner(`update person set last_name = '${lastName}' where id = '${claire}'`);
    const requestId = await aRequest(prisma, claire, court);
    await decidedOn(requestId);
    found.set(requestId, `${firstName} ${lastName}`);
  }
  const bear = (q: string) =>
    NAMES.map((name) => name.join(' ')).filter((name) =>
      plain(q)
        .split(' ')
        .every((word) => ` ${plain(name)}`.includes(` ${word}`)),
    );
  for (const q of [
    'mar',
    'martin',
    'Martine',
    'marie',
    'MARIE martin',
    'de',
    'la tour',
    'tour anne',
    'anne',
    'luc',
    'z',
  ])
    for (const sort of ['filedAt', '-agent'] as const) {
      const { rows, total } = await acted({ q, sort });
      expect(rows.map(({ id }) => found.get(id)).toSorted()).toEqual(bear(q).toSorted());
      expect(total).toBe(rows.length);
    }
  for (const q of ['our', '%', '_', 'mar our']) expect(await listed({ q })).toEqual([]);
});

const NAMES = [
  ['Marie', 'Martin'],
  ['Martine', 'Martin'],
  ['Anne Marie', 'De La Tour Martin'],
  ['Márie', 'Le Gall'],
  ['Jean-Luc', 'Tour'],
  ['Luc', 'Marteau Zola'],
] as const;
const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
