import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { cancelTask } from '#prisma/repositories/tasks/tasks.ts';
import { aPerson, aRequest, aSpentProof, aStructure, aTask } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { confirmDecision } from './confirm-decision.ts';

const RECORDED = new Date('2026-03-02T09:00:00Z');
const LATER = new Date('2026-03-02T09:00:05Z');

let db: TestDatabase;
let court: { id: string; path: string };
let signer: string;
let requestId: string;
let taskKey: string;
let decisionId: string;
beforeAll(async () => {
  db = await aDatabase();
  const { prisma } = db.database;
  await prisma.circuitVersion.create({
    data: {
      kind: 'essai',
      number: 1,
      bundleHash: '0',
      current: true,
      manifest: {
        kind: 'essai',
        steps: [{ elementId: 'task-signataire', decision: 'signature', template: 'refusal' }],
      },
    },
  });
  court = await aStructure(prisma, 'Tribunal');
  signer = await aPerson('Sophie').postedIn(court).holding('signataire', court).make(db.database);
});
afterAll(() => db.drop());

beforeEach(async () => {
  const { prisma } = db.database;
  const agentId = await aPerson('Claire').postedIn(court).make(db.database);
  requestId = await aRequest(prisma, agentId, court);
  taskKey = await aTask(prisma, requestId, 'signataire', 'signature');
  const said = { taskKey, requestId, authorId: signer, outcome: 'signed' };
  const proved = await aSpentProof(prisma, { taskKey, personId: signer, at: RECORDED });
  const intent = await prisma.decisionIntent.create({
    data: { ...said, ...proved, authentication: {}, decidedAt: RECORDED },
  });
  decisionId = intent.id;
  await prisma.decision.create({
    data: { id: decisionId, ...said, elementId: 'task-signataire', kind: 'signature', recordedAt: RECORDED },
  });
});

const confirm = (at = LATER) => db.database.transaction((tx) => confirmDecision(tx, { decisionId, at }));
const events = () => db.database.prisma.requestEvent.findMany({ where: { requestId } });
const audited = () =>
  db.database.prisma.auditEvent.count({ where: { verb: 'decision.confirm', subject: `decision:${decisionId}` } });

describe('a decision that the circuit went past', () => {
  test('stands: its task is over, and the request says what was decided, when and by whom', async () => {
    await confirm();
    const { prisma } = db.database;
    expect(await prisma.decision.findUnique({ where: { id: decisionId } })).toMatchObject({ confirmedAt: LATER });
    expect(await prisma.task.findUnique({ where: { key: taskKey } })).toMatchObject({ state: 'completed' });
    expect(await events()).toMatchObject([
      {
        kind: 'decision',
        at: RECORDED,
        actorId: signer,
        elementId: 'task-signataire',
        detail: { decision: 'signature', outcome: 'signed', template: 'refusal' },
      },
    ]);
    expect(await audited()).toBe(1);
  });

  test('is written once, however many report it', async () => {
    await Promise.all([confirm(), confirm(), confirm()]);
    expect([(await events()).length, await audited()]).toEqual([1, 1]);
  });

  test('stays void when it was voided before', async () => {
    await db.database.transaction((tx) => cancelTask(tx, taskKey, RECORDED));
    await confirm();
    expect([(await events()).length, await audited()]).toEqual([0, 0]);
  });
});
