import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aPerson, aStructure } from '../../prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '../../prisma/testing/database.ts';
import { aSealedAct, laterActKinds } from '../../prisma/testing/sealed-acts.ts';
import { uuid7 } from '../../prisma/uuid7.ts';
import { keepShippedThemes, QUIET } from '../../testing/shipped-circuits.ts';
import type { WorkerContext } from '../context.ts';
import { handler } from './handler.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await aDatabase();
  await keepShippedThemes(db.database);
  await laterActKinds(db);
});
afterAll(() => db.drop());

test('a worker that dies once it undid the early end of a period: whoever takes the step over finds it done', async () => {
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
  const context = { database: db.database, now: () => new Date(), baseUrl: 'https://harmonie.example', log: QUIET };
  const filed = { number: 'R-1', agentId, structureId: structure.id, filedAt: new Date() };
  const step = { requestId, elementId: 'defaire', filed, headers: { cutoffDay: 15 } } as Parameters<typeof handler>[1];
  const done = () => handler(context as unknown as WorkerContext, step);
  await done();
  await done();

  const undoings = await prisma.situationEntry.findMany({ where: { origin: 'undoing' } });
  expect(undoings).toMatchObject([{ requestId, undoesId: ends, carriesId: stood, until: new Date('2027-06-30') }]);
  expect(await prisma.notification.count({ where: { requestId } })).toBe(1);
});
