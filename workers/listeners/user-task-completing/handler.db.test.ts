import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { dateColumn, parisDay } from '#domain/calendar/civil-date.ts';
import { type Database, openDatabase, type Prisma } from '#prisma/client.ts';
import { reserveNumber } from '#prisma/repositories/acts/numbers.ts';
import { recordRefused } from '#prisma/repositories/tasks/decision-replies.ts';
import { aPerson, aRequest, aStructure, aTask } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { uuid7 } from '#prisma/uuid7.ts';
import type { WorkerContext } from '../../context.ts';
import type { ListenerHandler } from '../listener.ts';
import { handler } from './handler.ts';

const SHOWN = 'a'.repeat(64);
const OTHER_BYTES = 'b'.repeat(64);
const STEPS = [
  { elementId: 'task-signataire', role: 'signataire', decision: 'signature', template: 'act' },
  { elementId: 'task-superieur', role: 'superieur', decision: 'opinion', template: null },
  { elementId: 'task-valideur', role: 'valideur', decision: 'visa', template: null },
];

let db: TestDatabase;
let owner: Database;
let at: Date;
let court: { id: string; path: string };
let elsewhere: { id: string; path: string };
let director: string;
let signer: string;
let agent: string;
let requestId: string;
let task: string;
beforeAll(async () => {
  db = await aDatabase();
  owner = openDatabase(db.ownerUrl);
  const { prisma } = db.database;
  await prisma.circuitVersion.create({
    data: {
      kind: 'essai',
      number: 1,
      bundleHash: '0',
      current: true,
      manifest: { kind: 'essai', refusalInterview: false, steps: STEPS, effects: [] },
    },
  });
  const root = await aStructure(prisma, 'Ministère');
  court = await aStructure(prisma, 'Tribunal', root);
  elsewhere = await aStructure(prisma, 'Prison', root);
  director = await aPerson('Hélène').postedIn(root).holding('signataire', root, { byRight: true }).make(db.database);
});
afterAll(async () => {
  await owner.close();
  await db.drop();
});

beforeEach(async () => {
  const { prisma } = db.database;
  at = new Date();
  signer = await aPerson('Sophie').postedIn(court).holding('signataire', court).make(db.database);
  agent = await aPerson('Claire').postedIn(court).make(db.database);
  requestId = await aRequest(prisma, agent, court);
  task = await aTask(prisma, requestId, 'signataire', 'signature');
});

const later = (minutes: number) => new Date(at.getTime() + minutes * 60_000);
const day = (offset: number) => dateColumn(parisDay(new Date(at.getTime() + offset * 86_400_000)));

const delegate = (change: Partial<Prisma.DelegationUncheckedCreateInput> = {}) =>
  owner.prisma.delegation.create({
    data: {
      ground: 'installation',
      reference: 'Décision',
      delegatorId: director,
      delegatorQuality: 'la directrice',
      delegateId: signer,
      matters: ['essai'],
      structureId: court.id,
      from: day(-30),
      until: day(30),
      publishedOn: day(-31),
      ...change,
    } as Prisma.DelegationUncheckedCreateInput,
  });

async function show(
  change: { taskKey?: string; signerId?: string; sha256?: string; date?: string; number?: string } = {},
) {
  const { date = parisDay(at), number, ...shown } = change;
  const act = await db.database.prisma.act.create({
    data: { requestId, template: 'act', title: 'Arrêté', content: {}, draftedAt: later(-10) },
  });
  const own = await db.database.transaction((tx) => reserveNumber(tx, act.id, later(-6)));
  await db.database.prisma.actPreview.create({
    data: {
      actId: act.id,
      taskKey: task,
      signerId: signer,
      sha256: SHOWN,
      size: 1,
      content: { date, number: number ?? own?.number ?? '', effects: [] },
      createdAt: later(-5),
      ...shown,
    },
  });
  return act.id;
}

const prove = async (change: Partial<Prisma.StepUpProofUncheckedCreateInput> = {}): Promise<string> => {
  const proof = {
    taskKey: task,
    personId: signer,
    sha256: SHOWN,
    method: 'totp',
    verifiedAt: later(-1),
    expiresAt: later(4),
  };
  return (await db.database.prisma.stepUpProof.create({ data: { ...proof, ...change } })).id;
};

async function intend(change: Partial<Prisma.DecisionIntentUncheckedCreateInput> = {}): Promise<string> {
  const signed = { taskKey: task, requestId, authorId: signer, outcome: 'signed', shownSha256: SHOWN };
  const intent = { ...signed, authentication: {}, decidedAt: at, ...change };
  return (await db.database.prisma.decisionIntent.create({ data: intent })).id;
}

/** What the engine is answered when the task is completed with this intent. */
async function complete(decisionId: string, { outcome = 'signed', key = task } = {}): Promise<string> {
  const context = { database: db.database, now: () => at } as unknown as WorkerContext;
  const job = { userTaskKey: key, variables: { decisionId, outcome } } as unknown as Parameters<ListenerHandler>[1];
  const answer = (await handler(context, job)) as { denied?: string };
  return answer.denied ?? 'recorded';
}

const decisions = () => db.database.prisma.decision.count({ where: { taskKey: task } });

test('a signature that was refused never counts, even if someone with the engine’s secret completes the task with it later', async () => {
  await show();
  const refused = await intend({ stepUpId: await prove() });
  expect(await complete(refused)).toBe('no-signing-capacity');
  await recordRefused(db.database.prisma, refused, { code: 'no-signing-capacity', params: {}, faults: [] }, at);
  await delegate();
  expect(await complete(refused)).toBe('no-signing-capacity');
  expect(await decisions()).toBe(0);
  const again = await intend({ stepUpId: await prove() });
  expect(await complete(again)).toBe('recorded');
});

describe('a signature', () => {
  test('with its delegation, its preview and its proof is recorded, and the proof is spent', async () => {
    await delegate();
    await show();
    const stepUpId = await prove();
    const intent = await intend({ stepUpId });
    expect(await complete(intent)).toBe('recorded');
    expect(await complete(intent)).toBe('recorded');
    expect(await decisions()).toBe(1);
    const proof = await db.database.prisma.stepUpProof.findUniqueOrThrow({ where: { id: stepUpId } });
    expect(proof.usedAt).toEqual(at);
    expect((await db.database.prisma.decision.findUniqueOrThrow({ where: { id: intent } })).capacity).toMatchObject({
      by: 'delegation',
    });
  });

  test.each<[string, () => Promise<string | undefined>]>([
    ['without one', async () => undefined],
    ['for other bytes', () => prove({ sha256: OTHER_BYTES })],
    [
      'for another task',
      async () => prove({ taskKey: await aTask(db.database.prisma, requestId, 'signataire', 'signature') }),
    ],
    ['of another person', () => prove({ personId: director })],
    ['used before', () => prove({ usedAt: later(-1) })],
    ['out of date', () => prove({ expiresAt: at })],
  ])('does not pass on a proof %s', async (_what, proof) => {
    await delegate();
    await show();
    const stepUpId = await proof();
    const refused = await complete(await intend(stepUpId === undefined ? {} : { stepUpId }));
    expect(refused).toBe(stepUpId === undefined ? 'decision-invalid' : 'step-up-required');
    expect(await decisions()).toBe(0);
  });

  test.each<[string, () => Promise<unknown>]>([
    ['that is none', async () => {}],
    ['revoked today', () => delegate({ revokedAt: at })],
    ['that ended yesterday', () => delegate({ until: day(-1) })],
    ['that begins tomorrow', () => delegate({ from: day(1) })],
    ['published today only', () => delegate({ publishedOn: day(0) })],
    ['never published', () => delegate({ publishedOn: null })],
    ['of another structure', () => delegate({ structureId: elsewhere.id })],
    ['in another matter', () => delegate({ matters: ['mutation'] })],
    ['given to another', () => delegate({ delegateId: agent })],
    ['from someone who does not sign by right', () => delegate({ delegatorId: agent })],
  ])('does not pass by a delegation %s', async (_what, given) => {
    await given();
    await show();
    expect(await complete(await intend({ stepUpId: await prove() }))).toBe('no-signing-capacity');
    expect(await decisions()).toBe(0);
  });

  test.each<[string, () => Promise<unknown>]>([
    ['never shown', async () => {}],
    ['shown to another', () => show({ signerId: director })],
    ['of other bytes', () => show({ sha256: OTHER_BYTES })],
    ['under another number than its own', () => show({ number: '2026-000001' })],
    ['dated of yesterday', () => show({ date: parisDay(later(-24 * 60)) })],
    [
      'drafted anew since',
      async () => {
        const id = await show();
        await db.database.prisma.act.update({ where: { id }, data: { draftedAt: later(-1) } });
      },
    ],
  ])('does not pass on an act %s', async (_what, shown) => {
    await delegate();
    await shown();
    expect(await complete(await intend({ stepUpId: await prove() }))).toBe('preview-outdated');
  });

  test('of someone whose right ended since does not pass', async () => {
    await delegate();
    await show();
    const intent = await intend({ stepUpId: await prove() });
    await db.database.prisma.habilitation.updateMany({ where: { personId: signer }, data: { until: day(-1) } });
    expect(await complete(intent)).toBe('forbidden');
  });
});

describe('a signature of a batch', () => {
  /** A batch of this act and another one, proved; its proof for the leaf at a place. */
  async function aBatch(state = 'written') {
    const batch = uuid7(at);
    const { prisma } = db.database;
    const another = await aRequest(prisma, agent, court);
    const other = { requestId: another, taskKey: await aTask(prisma, another, 'signataire', 'signature') };
    const keys = [task, other.taskKey];
    await db.asOwner(
      `insert into signing_batch (id, person_id, root, count, made_at, state, method, authentication, verified_at, expires_at)
       values ($1, $2, $3, 2, $4, 'proved', 'totp', '{}', $4, $5)`,
      [batch, signer, SHOWN, later(-1), later(4)],
    );
    for (const [place, key] of keys.entries())
      await db.asOwner(`insert into signing_leaf values ($1, $2, $3, $4, 'fold', null, '{}', null)`, [
        ...[batch, place, key, SHOWN],
      ]);
    const proofs = [];
    for (const [place, taskKey] of keys.entries())
      proofs.push(await prove({ taskKey, batchId: batch, place, verifiedAt: later(-1), expiresAt: later(4) }));
    await db.database.prisma.signingBatch.update({ where: { id: batch }, data: { state } });
    return { batch, other, proofs: proofs as [string, string] };
  }

  test('is recorded with the proof of its leaf, that proof being spent and no other', async () => {
    await delegate();
    await show();
    const { proofs } = await aBatch();
    const intent = await intend({ stepUpId: proofs[0] });
    expect(await complete(intent)).toBe('recorded');
    const spent = await db.database.prisma.stepUpProof.findMany({
      where: { id: { in: proofs } },
      orderBy: { place: 'asc' },
    });
    expect(spent.map(({ usedAt }) => usedAt)).toEqual([at, null]);
  });

  test('is recorded however old its proof has grown since the intent was written', async () => {
    await delegate();
    await show();
    const intent = await intend({ stepUpId: (await aBatch()).proofs[0] });
    at = later(10);
    expect(await complete(intent)).toBe('recorded');
  });

  test('of a delegation revoked in the middle: what was signed stays, and nothing more is', async () => {
    await delegate();
    await show();
    const { other, proofs } = await aBatch();
    expect(await complete(await intend({ stepUpId: proofs[0] }))).toBe('recorded');
    expect(await decisions()).toBe(1);
    await owner.prisma.delegation.updateMany({ data: { revokedAt: at } });
    [requestId, task] = [other.requestId, other.taskKey];
    await show();
    expect(await complete(await intend({ stepUpId: proofs[1] }), { key: task })).toBe('no-signing-capacity');
    expect(await decisions()).toBe(0);
  });

  test('does not pass on the proof of another leaf, nor once the batch was stopped', async () => {
    await delegate();
    await show();
    const { batch, proofs } = await aBatch();
    expect(await complete(await intend({ stepUpId: proofs[1] }))).toBe('step-up-required');
    const intent = await intend({ stepUpId: proofs[0] });
    await db.database.prisma.signingBatch.update({ where: { id: batch }, data: { stopAskedAt: at } });
    expect(await complete(intent)).toBe('signing-stopped');
    expect(await decisions()).toBe(0);
  });
});

describe('the database itself', () => {
  const record = (id: string) =>
    db.database.prisma.decision.create({
      data: {
        id,
        taskKey: task,
        requestId,
        elementId: 'task-signataire',
        kind: 'signature',
        authorId: signer,
        outcome: 'signed',
      },
    });

  test.each<[string, () => Promise<string | null>]>([
    ['without a proof', async () => null],
    ['on a proof that was not spent', () => prove()],
    ['on a proof for other bytes', () => prove({ sha256: OTHER_BYTES, usedAt: at })],
    ['on a proof of another person', () => prove({ personId: director, usedAt: at })],
    ['on a proof out of date', () => prove({ expiresAt: at, usedAt: at })],
  ])('refuses a signature %s', async (_what, proof) => {
    const intent = await intend({ stepUpId: await proof() });
    await expect(record(intent)).rejects.toThrow(/no proof of this task/);
    await record(await intend({ stepUpId: await prove({ usedAt: at }) }));
  });
});

describe('whatever is decided', () => {
  test('an intent for another task, or that says otherwise, does not pass', async () => {
    const intent = await intend({ outcome: 'refused', reasonLaw: 'L612-1', reasonFact: 'Le service.' });
    const other = await aTask(db.database.prisma, requestId, 'signataire', 'signature');
    expect(await complete(intent, { outcome: 'refused', key: other })).toBe('decision-refused');
    expect(await complete(intent, { outcome: 'signed' })).toBe('decision-refused');
    expect(await complete(crypto.randomUUID())).toBe('decision-refused');
    expect(await complete(intent, { outcome: 'refused' })).toBe('recorded');
  });

  test.each([
    ['superieur', 'opinion', 'favorable'],
    ['valideur', 'visa', 'approved'],
    ['signataire', 'signature', 'signed'],
  ] as const)('a %s does not give it on their own request', async (role, decision, outcome) => {
    const { prisma } = db.database;
    const chief = await aPerson('Paul')
      .postedIn(court)
      .holding(role, court, { byRight: role === 'signataire' })
      .make(db.database);
    requestId = await aRequest(prisma, chief, court);
    task = await aTask(prisma, requestId, role, decision);
    await show({ signerId: chief });
    const stepUpId = await prove({ personId: chief });
    const intent = await intend({ authorId: chief, outcome, ...(decision === 'signature' && { stepUpId }) });
    expect(await complete(intent, { outcome })).toBe('own-request');
    expect(await decisions()).toBe(0);
  });

  test('a task that is over since, its request being cancelled, is said to be over: no right lacks', async () => {
    await show();
    const intent = await intend({ stepUpId: await prove() });
    await db.database.prisma.task.update({ where: { key: task }, data: { state: 'canceled', endedAt: at } });
    expect(await complete(intent)).toBe('task-ended');
  });

  test('a holder elsewhere, and a task that another took, are refused', async () => {
    const { prisma } = db.database;
    const stranger = await aPerson('Marc')
      .postedIn(elsewhere)
      .holding('signataire', elsewhere, { byRight: true })
      .make(db.database);
    const refusal = { outcome: 'refused', reasonLaw: 'L612-1', reasonFact: 'Le service.' };
    expect(await complete(await intend({ ...refusal, authorId: stranger }), { outcome: 'refused' })).toBe('forbidden');
    await prisma.task.update({ where: { key: task }, data: { assigneeId: director } });
    expect(await complete(await intend(refusal), { outcome: 'refused' })).toBe('task-assigned-to-another');
  });
});
