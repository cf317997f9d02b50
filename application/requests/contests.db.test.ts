import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DECISIONS } from '#domain/request/contest.ts';
import { contestedBy, contestsOf, courtOfDecision } from '#prisma/repositories/requests/contests.ts';
import { insertRequest } from '#prisma/repositories/requests/requests.ts';
import { aPerson, aRequest, aShippedCircuit, aStructure, aTask } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { uuid7 } from '#prisma/uuid7.ts';
import { decisionsOffered } from './decisions-offered.ts';

let db: TestDatabase;
let court: Awaited<ReturnType<typeof aStructure>>;
let agent: string;
let author: string;
let other: string;
let refused: string;
beforeAll(async () => {
  db = await aDatabase();
  const { prisma } = db.database;
  court = await aStructure(prisma, 'Cour');
  const manifest = { title: { fr: 'Essai', en: 'Trial' }, steps: [], effects: [] };
  await aShippedCircuit(db.database, { manifest, files: {} });
  agent = await aPerson('Claire').postedIn(court).make(db.database);
  author = await aPerson('Sophie').holding('signataire', court).make(db.database);
  other = await aPerson('Marc').holding('signataire', court).make(db.database);
  refused = await aRequest(prisma, agent, court);
  const key = await aTask(prisma, refused, 'signataire', 'signature');
  await db.asOwner(
    `with intent as (
       insert into decision_intent (id, task_key, request_id, author_id, outcome, reason, authentication, decided_at)
       values ($1, $2, $3, $4, 'refused', 'Non', '{}', now()))
     insert into decision (id, task_key, request_id, element_id, kind, author_id, outcome, recorded_at, confirmed_at)
     values ($1, $2, $3, 'task-signataire', 'signature', $4, 'refused', now(), now())`,
    [uuid7(new Date()), key, refused, author],
  );
  await db.asOwner(`update task set state = 'completed', ended_at = now() where key = $1`, [key]);
  await db.asOwner(`update request set outcome = 'refused', closed_at = now() where id = $1`, [refused]);
});
afterAll(() => db.drop());

/** An appeal of this agent against that request, filed as the application files one. */
async function contesting(contestsId: string, agentId = agent): Promise<string> {
  const { versionId } = await db.database.prisma.request.findUniqueOrThrow({ where: { id: refused } });
  const ownerId = agentId;
  const { id: draftId } = await db.database.prisma.draft.create({ data: { ownerId, versionId, data: {} } });
  const filed = { kind: 'essai', versionId, draftId, agentId, filedById: null, onPaper: false, structureId: court.id };
  const { id } = await insertRequest(db.database.prisma, { ...filed, data: {}, filedAt: new Date(), contestsId });
  return id;
}

test('the person who decided what is contested holds no step of the appeal, nor decides there', async () => {
  const { prisma } = db.database;
  const appeal = await contesting(refused);
  const key = await aTask(prisma, appeal, 'signataire', 'signature');
  const held = await prisma.$queryRaw`select person_id::text as id from task_holders(array[${key}], paris_day(now()))`;
  expect(held).toEqual([{ id: other }]);
  const listed = await prisma.$queryRaw`select person_id::text as id from task_holding where task_key = ${key}`;
  expect(listed).toEqual([{ id: other }]);
  const intent = { taskKey: key, requestId: appeal, authorId: author, outcome: 'refused', reason: 'Non' };
  const { id } = await prisma.decisionIntent.create({ data: { ...intent, authentication: {}, decidedAt: new Date() } });
  const decision = { id, taskKey: key, requestId: appeal, elementId: 'task-signataire', kind: 'signature' };
  await expect(
    prisma.decision.create({ data: { ...decision, authorId: author, outcome: 'refused', recordedAt: new Date() } }),
  ).rejects.toThrow(/does not hold/);
});

test('the appeal and what it contests know each other', async () => {
  const { prisma } = db.database;
  const appeal = await contesting(refused);
  expect(await contestedBy(prisma, appeal)).toMatchObject({ requestId: refused, act: null, outcome: 'refused' });
  const found = await contestsOf(prisma, refused);
  expect(found?.contests.map(({ requestId }) => requestId)).toContain(appeal);
  expect(await contestsOf(prisma, appeal)).toBeNull();
  // It is not known where their agent is posted.
  expect(await courtOfDecision(prisma, agent, { requestId: refused, decidedOn: '2026-11-24' })).toBeNull();
});

test('an agent contests what was decided for them, and nothing else', async () => {
  const { prisma } = db.database;
  const form = { type: 'default', components: [{ type: 'select', key: 'what', properties: { from: DECISIONS } }] };
  const offered = async (id: string) =>
    (await decisionsOffered(prisma, form as never, id)).flatMap(({ options }) => options.map(({ value }) => value));
  const stranger = await aPerson('Léa').postedIn(court).make(db.database);
  const open = await aRequest(prisma, agent, court);
  expect(await offered(agent)).toEqual([refused]);
  expect(await offered(stranger)).toEqual([]);
  await expect(contesting(refused, stranger)).rejects.toThrow(/no decision of its own agent/);
  await expect(contesting(open)).rejects.toThrow(/no decision of its own agent/);
  const appeal = await contesting(refused);
  await expect(prisma.request.update({ where: { id: appeal }, data: { contestsId: open } })).rejects.toThrow();
});
