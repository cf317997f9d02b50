import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mostAsked } from '#prisma/repositories/requests/most-asked.ts';
import { aCircuitVersion, aPerson, aStructure } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { createMostAsked } from './most-asked.ts';

const NOW = new Date('2026-11-28T12:00:00Z');
const FROM = new Date('2026-08-30T00:00:00Z');

let db: TestDatabase;
let court: { id: string; path: string };
const agents: string[] = [];
beforeAll(async () => {
  db = await aDatabase();
  court = await aStructure(db.database.prisma, 'Tribunal');
  for (let at = 0; at < 4; at += 1) agents.push(await aPerson(`Agent ${at}`).postedIn(court).make(db.database));
});
afterAll(() => db?.drop());

let number = 0;
/**
 * A request of a kind by each of these agents, that many days ago; `filedById`: the person who
 * started it for them.
 */
async function filed(kind: string, by: readonly string[], days: number, filedById: string | null = null) {
  const { prisma } = db.database;
  const versionId = await aCircuitVersion(prisma, kind);
  const filedAt = new Date(NOW.getTime() - days * 86_400_000);
  for (const agentId of by) {
    number += 1;
    const about = { number: `t-${number}`, kind, versionId, agentId, filedById, structureId: court.id };
    await prisma.request.create({ data: { ...about, data: {}, filedAt } });
  }
}
const ask = (more: { read?: number } = {}) =>
  mostAsked(db.database.prisma, { from: FROM, to: NOW, read: 100, floor: 2, max: 2, ...more });

test('kinds are said in the order of how many agents asked for them since a day, nothing of what too few did', async () => {
  await filed('adresse', agents.slice(0, 2), 3);
  await filed('teletravail', agents.slice(0, 3), 5);
  // One agent, however often; long ago; started by a manager.
  await filed('mariage', agents.slice(0, 1).concat(agents.slice(0, 1)), 2);
  await filed('mobilite', agents, 200);
  await filed('avancement', agents.slice(1), 1, agents[0]);
  expect(await ask()).toEqual({ kinds: ['teletravail', 'adresse'], from: FROM });
});

test('of a ministry that asks for more than is read, the day from which it is counted is that of what was read', async () => {
  const { kinds, from } = await ask({ read: 4 });
  expect(kinds).toEqual(['adresse']);
  expect(from).toEqual(new Date('2026-11-25T12:00:00Z'));
});

test('it is counted once in a while for everyone, and the portal asks for ten agents at least', async () => {
  const asked = createMostAsked(db.database);
  expect((await asked(NOW)).kinds).toEqual([]);
  const many = await Promise.all(
    Array.from({ length: 10 }, (_, at) => aPerson(`Autre ${at}`).postedIn(court).make(db.database)),
  );
  await filed('adresse', many, 1);
  expect((await asked(new Date(NOW.getTime() + 60_000))).kinds).toEqual([]);
  expect((await asked(new Date(NOW.getTime() + 3_600_000))).kinds).toEqual(['adresse']);
});
