import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { aPerson, aRequest, aShippedCircuit, aStructure, aTask } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { openFormJudge } from '../forms/form-judge.ts';
import { createVersions, type Versions } from '../versions.ts';
import { type Decision, decide } from './decide.ts';

const FILES = { 'essai.form': JSON.stringify({ type: 'default', components: [] }) };
const MANIFEST = { form: { path: 'essai.form' }, steps: [], taskForms: {}, effects: [], refusalInterview: false };

const forms = openFormJudge();
let db: TestDatabase;
let versions: Versions;
let court: { id: string; path: string };
let superior: string;
let agentId: string;
let requestId: string;
let taskKey: string;
beforeAll(async () => {
  db = await aDatabase();
  versions = createVersions(db.database);
  const { prisma } = db.database;
  await aShippedCircuit(db.database, { manifest: MANIFEST, files: FILES });
  court = await aStructure(prisma, 'Tribunal');
  superior = await aPerson('Sophie').postedIn(court).holding('superieur', court).make(db.database);
});
afterAll(() => db?.drop());

beforeEach(async () => {
  const { prisma } = db.database;
  await prisma.outbox.deleteMany();
  agentId = await aPerson('Claire').postedIn(court).make(db.database);
  requestId = await aRequest(prisma, agentId, court);
  taskKey = await aTask(prisma, requestId, 'superieur');
});

const SIGNED_IN = { method: 'oidc', strength: 'two-factor', issuer: 'https://agents.example', acr: 'eidas2' } as const;
const give = async (decision: Decision, personId = superior) => {
  const actor = await actorFacts(db.database.prisma, personId);
  const asked = { actor, signIn: SIGNED_IN, taskKey, decision, at: new Date() };
  return decide({ database: db.database, versions, forms }, asked);
};

const WRITTEN = { authorId: true, outcome: true, authentication: true } as const;

/** Everything that a decision writes before the circuit goes past it. */
async function written() {
  const { prisma } = db.database;
  return {
    intents: await prisma.decisionIntent.findMany({ where: { taskKey }, select: WRITTEN }),
    audited: await prisma.auditEvent.count({ where: { chain: agentId, verb: 'decision.intend' } }),
    commands: await prisma.outbox.findMany({ select: { id: true, command: true } }),
  };
}
const NOTHING = { intents: [], audited: 0, commands: [] };

describe('an opinion', () => {
  test('is written with its author, audited, and on its way to the circuit', async () => {
    const { commandId } = await give({ outcome: 'favorable' });
    expect(await written()).toEqual({
      intents: [{ authorId: superior, outcome: 'favorable', authentication: SIGNED_IN }],
      audited: 1,
      commands: [{ id: commandId, command: 'complete-task' }],
    });
  });

  test('sent twice, or twice at once, is one', async () => {
    const [first, second] = await Promise.all([give({ outcome: 'favorable' }), give({ outcome: 'favorable' })]);
    expect(second).toEqual(first);
    expect(await give({ outcome: 'favorable' })).toEqual(first);
    expect(await written()).toMatchObject({ audited: 1, commands: [{ id: first.commandId }] });
  });

  test('is not changed by another that comes after', async () => {
    await give({ outcome: 'favorable' });
    const once = await written();
    await expect(give({ outcome: 'unfavorable', reason: 'service à effectif réduit' })).rejects.toMatchObject({
      code: 'task-already-decided',
    });
    expect(await written()).toEqual(once);
  });

  test('against the agent does not pass without its reason', async () => {
    await expect(give({ outcome: 'unfavorable' })).rejects.toMatchObject({ code: 'decision-invalid' });
    expect(await written()).toEqual(NOTHING);
  });

  test.each(['the agent', 'someone of another service'])('is not for %s to give', async (who) => {
    const other = await aStructure(db.database.prisma, 'Prison');
    const stranger = await aPerson('Hugo').postedIn(other).holding('superieur', other).make(db.database);
    const personId = who === 'the agent' ? agentId : stranger;
    await expect(give({ outcome: 'favorable' }, personId)).rejects.toMatchObject({ code: 'not-found' });
    expect(await written()).toEqual(NOTHING);
  });

  test('waits while a colleague who shares the task has taken it', async () => {
    const colleague = await aPerson('Paul').postedIn(court).holding('superieur', court).make(db.database);
    await db.database.prisma.task.update({ where: { key: taskKey }, data: { assigneeId: colleague } });
    await expect(give({ outcome: 'favorable' })).rejects.toMatchObject({ code: 'task-assigned-to-another' });
    expect(await written()).toEqual(NOTHING);
  });
});

test('a request that silence has accepted is sent back by nobody', async () => {
  const { prisma } = db.database;
  await aShippedCircuit(db.database, { kind: 'detachement', manifest: MANIFEST, files: FILES });
  requestId = await aRequest(prisma, agentId, court, 'detachement');
  taskKey = await aTask(prisma, requestId, 'superieur', 'visa');
  await db.asOwner('update request set silence_at = now() where id = $1', [requestId]);
  const faults = [expect.objectContaining({ field: 'outcome' })];
  const more = { outcome: 'complement', reason: 'il manque une pièce' };
  await expect(give(more)).rejects.toMatchObject({ code: 'decision-invalid', faults });
  expect(await written()).toEqual(NOTHING);
  await give({ outcome: 'approved' });
  expect(await written()).toMatchObject({ intents: [{ outcome: 'approved' }] });
});
