import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { createSecretValues } from '#prisma/secret-values.ts';
import { aPerson, aShippedCircuit, aStructure } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import type { Deps } from '../dependencies.ts';
import { openFormJudge } from '../forms/form-judge.ts';
import { createVersions } from '../versions.ts';
import { fileRequest } from './file-request.ts';

const FORM = {
  type: 'default',
  components: [{ type: 'textfield', key: 'motif', id: 'motif', label: 'Motif', validate: { required: true } }],
};

const forms = openFormJudge();
let db: TestDatabase;
let deps: Deps;
let versionId: string;
let court: { id: string; path: string };
let agentId: string;
beforeAll(async () => {
  db = await aDatabase();
  const { database } = db;
  deps = { database, versions: createVersions(database), secrets: createSecretValues(randomBytes(32)), forms };
  const manifest = { form: { path: 'essai.form' }, steps: [], taskForms: {}, effects: [] };
  versionId = await aShippedCircuit(database, { manifest, files: { 'essai.form': JSON.stringify(FORM) } });
  court = await aStructure(database.prisma, 'Tribunal');
  const opening = { kind: 'essai', structureId: court.id, open: true, from: new Date('2020-01-01') };
  await database.prisma.kindOpening.create({ data: opening });
});
afterAll(() => db?.drop());

beforeEach(async () => {
  await db.database.prisma.outbox.deleteMany();
  agentId = await aPerson('Claire').postedIn(court).make(db.database);
});

const aDraft = async (data: { motif?: string }, ownerId = agentId) =>
  (await db.database.prisma.draft.create({ data: { ownerId, versionId, data } })).id;
const file = async (draftId: string, personId = agentId) => {
  const actor = await actorFacts(db.database.prisma, personId);
  return fileRequest(deps, { actor, draftId, at: new Date() });
};

/** Everything that a filing writes, in one transaction or not at all. */
async function written(draftId: string, chain = agentId) {
  const { prisma } = db.database;
  const requests = await prisma.request.findMany({
    where: { draftId },
    select: { id: true, agentId: true, data: true },
  });
  return {
    requests,
    events: await prisma.requestEvent.findMany({
      where: { requestId: { in: requests.map(({ id }) => id) } },
      select: { kind: true, actorId: true },
    }),
    audited: await prisma.auditEvent.count({ where: { chain, verb: 'request.file' } }),
    commands: await prisma.outbox.findMany({ select: { id: true, command: true } }),
  };
}
const NOTHING = { requests: [], events: [], audited: 0, commands: [] };

describe('filing a request', () => {
  test('makes it, dated and audited, and asks for its circuit, engine or not', async () => {
    const draftId = await aDraft({ motif: 'convenances personnelles' });
    const { requestId, commandId } = await file(draftId);
    expect(await written(draftId)).toEqual({
      requests: [{ id: requestId, agentId, data: { motif: 'convenances personnelles' } }],
      events: [{ kind: 'filed', actorId: agentId }],
      audited: 1,
      commands: [{ id: commandId, command: 'start-instance' }],
    });
  });

  test('twice at once makes one request', async () => {
    const draftId = await aDraft({ motif: 'convenances personnelles' });
    const [first, second] = await Promise.all([file(draftId), file(draftId)]);
    expect(second.requestId).toBe(first.requestId);
    expect([first.commandId, second.commandId].filter((id) => id === null)).toHaveLength(1);
    const { requests, audited, commands } = await written(draftId);
    expect([requests.length, audited, commands.length]).toEqual([1, 1, 1]);
  });

  test('judged as its twin is filed, whose period it then meets, it is that request', async () => {
    const draftId = await aDraft({ motif: 'Formation' });
    const judge: Deps['forms']['judge'] = async (...asked) => {
      await file(draftId);
      return { ...(await forms.judge(...asked)), faults: [{ field: 'motif', code: 'overlaps', params: {} }] };
    };
    const actor = await actorFacts(db.database.prisma, agentId);
    const second = await fileRequest({ ...deps, forms: { ...forms, judge } }, { actor, draftId, at: new Date() });
    const { requests } = await written(draftId);
    expect(second).toEqual({ requestId: requests[0]?.id, commandId: null });
    expect(requests).toHaveLength(1);
  });

  test('does not pass with a field left empty', async () => {
    const draftId = await aDraft({});
    await expect(file(draftId)).rejects.toMatchObject({ code: 'form-invalid' });
    expect(await written(draftId)).toEqual(NOTHING);
  });

  test('does not pass for someone who is posted nowhere', async () => {
    const nobody = await aPerson('Hugo').make(db.database);
    const draftId = await aDraft({ motif: 'convenances personnelles' }, nobody);
    await expect(file(draftId, nobody)).rejects.toMatchObject({ code: 'no-posting' });
    // Nor for an agent who left it: the missing post is not that of the person who enters it.
    const nadia = await aPerson('Nadia').postedIn(court).holding('gestionnaire', court).make(db.database);
    const data = { motif: 'convenances personnelles' };
    const entered = { ownerId: nadia, agentId: nobody, versionId, data };
    const { id } = await db.database.prisma.draft.create({ data: entered });
    await expect(file(id, nadia)).rejects.toMatchObject({ code: 'not-startable' });
    expect(await written(draftId, nobody)).toEqual(NOTHING);
  });

  test('does not pass where the kind is closed, and the draft is kept', async () => {
    const elsewhere = await aStructure(db.database.prisma, 'Prison');
    const hugo = await aPerson('Hugo').postedIn(elsewhere).make(db.database);
    const draftId = await aDraft({ motif: 'convenances personnelles' }, hugo);
    await expect(file(draftId, hugo)).rejects.toMatchObject({ code: 'kind-closed' });
    expect(await written(draftId, hugo)).toEqual(NOTHING);
    expect(await db.database.prisma.draft.count({ where: { id: draftId } })).toBe(1);
  });

  test('is for the owner of the draft alone', async () => {
    const draftId = await aDraft({ motif: 'convenances personnelles' });
    const other = await aPerson('Paul').postedIn(court).make(db.database);
    await expect(file(draftId, other)).rejects.toMatchObject({ code: 'not-found' });
    expect(await written(draftId)).toEqual(NOTHING);
  });
});
