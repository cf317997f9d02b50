import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { COUNT_BOUND } from '#domain/formats/count.ts';
import { aPerson, aRequest, aStructure } from '../../testing/builders.ts';
import { aDatabase, type TestDatabase } from '../../testing/database.ts';
import { runningVersions } from './running.ts';

let db: TestDatabase;
let court: { id: string; path: string };
let claire: string;
let adam: string;
beforeAll(async () => {
  db = await aDatabase();
  const { prisma } = db.database;
  court = await aStructure(prisma, 'Cour');
  claire = await aPerson('Claire').postedIn(court).make(db.database);
  adam = await aPerson('Adam').holding('administrateur', court).make(db.database);
});
afterAll(() => db.drop());

const counted = async (kind: string) => {
  const found = await runningVersions(db.database.prisma, { administratorId: adam, day: parisDay(new Date()) });
  return found.filter((version) => version.kind === kind).map(({ running, more }) => ({ running, more }));
};

test('the requests under way of one’s structures are counted, not those that are over, of others or one’s own', async () => {
  const { prisma } = db.database;
  const prison = await aStructure(prisma, 'Maison d’arrêt');
  await aRequest(prisma, claire, prison);
  await aRequest(prisma, adam, court);
  expect(await counted('essai')).toEqual([{ running: 0, more: false }]);
  const requestId = await aRequest(prisma, claire, court);
  await aRequest(prisma, claire, court);
  expect(await counted('essai')).toEqual([{ running: 2, more: false }]);
  await db.asOwner(`update request set closed_at = now(), outcome = 'withdrawn' where id = '${requestId}'`);
  expect(await counted('essai')).toEqual([{ running: 1, more: false }]);
});

test('a thousand are counted, and one more is said to be more than a thousand', async () => {
  await aRequest(db.database.prisma, claire, court, 'suivi');
  const add = (many: number, from: number) =>
    db.asOwner(`insert into request (id, number, kind, version_id, agent_id, structure_id, data, filed_at)
      select gen_random_uuid(), '2020-' || (${from} + n), r.kind, r.version_id, r.agent_id, r.structure_id, '{}', now()
        from request r, generate_series(1, ${many}) n where r.id = (select id from request where kind = 'suivi' limit 1)`);
  await add(COUNT_BOUND - 1, 100_000);
  expect(await counted('suivi')).toEqual([{ running: COUNT_BOUND, more: false }]);
  await add(1, 200_000);
  expect(await counted('suivi')).toEqual([{ running: COUNT_BOUND, more: true }]);
});
