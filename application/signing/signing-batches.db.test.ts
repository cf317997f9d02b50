import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { SignerProofMethod, SignIn } from '#domain/account/sign-in.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import type { Leaf } from '#domain/signing/leaf.ts';
import { reserveNumber } from '#prisma/repositories/acts/numbers.ts';
import { findBatch } from '#prisma/repositories/signing/batches.ts';
import { keepFoldShown } from '#prisma/repositories/signing/desk.ts';
import { leavesReport } from '#prisma/repositories/signing/leaves.ts';
import { recordRefused } from '#prisma/repositories/tasks/decision-replies.ts';
import { aPerson, aRequest, aShippedCircuit, aStructure, aTask } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { traceOf } from '#prisma/testing/trace.ts';
import type { IdentityCheck } from '../identity-check.ts';
import { makeBatch } from './make-batch.ts';
import { proveBatch } from './prove-batch.ts';
import { signBatch } from './sign-batch.ts';
import { stopBatch } from './stop-batch.ts';

const SIGN_IN: SignIn = { method: 'password+totp', strength: 'two-factor' };
const present: IdentityCheck<SignerProofMethod> = { method: 'totp', verify: async () => 'right' };

let db: TestDatabase;
let court: { id: string; path: string };
let at: Date;
let signer: string;
let colleague: string;
let claire: string;
let acts = 0;
beforeAll(async () => {
  db = await aDatabase();
  const { database } = db;
  await aShippedCircuit(database, {
    kind: 'essai',
    manifest: { title: { fr: 'Essai', en: 'Trial' }, steps: [], effects: [], refusalInterview: false },
    files: {},
  });
  court = await aStructure(database.prisma, 'Tribunal');
  signer = await aPerson('Sophie').postedIn(court).holding('signataire', court, { byRight: true }).make(database);
  colleague = await aPerson('Paul').postedIn(court).holding('signataire', court, { byRight: true }).make(database);
  claire = await aPerson('Claire').postedIn(court).make(database);
});
afterAll(() => db?.drop());
beforeEach(() => {
  at = new Date();
});
const later = (seconds: number) => new Date(at.getTime() + seconds * 1_000);

/** An act that waits, drawn for this signer. */
async function aLeaf(agentId = claire, signerId = signer): Promise<Leaf & { requestId: string; actId: string }> {
  const { prisma } = db.database;
  const requestId = await aRequest(prisma, agentId, court);
  const taskKey = await aTask(prisma, requestId, 'signataire', 'signature');
  const draftedAt = later(-60);
  const act = await prisma.act.create({
    data: { requestId, template: 'act', title: 'Arrêté', content: {}, draftedAt },
  });
  const own = await db.database.transaction((tx) => reserveNumber(tx, act.id, draftedAt));
  acts += 1;
  const sha256 = acts.toString(16).padStart(64, '0');
  const content = { effects: [], date: parisDay(at), number: own?.number ?? '' };
  await prisma.actPreview.create({
    data: { actId: act.id, taskKey, signerId, content, sha256, size: 1, createdAt: later(-30) },
  });
  return { taskKey, sha256, shown: 'fold', foldSha256: null, requestId, actId: act.id };
}
const leafOf = ({ taskKey, sha256, shown, foldSha256 }: Leaf): Leaf => ({ taskKey, sha256, shown, foldSha256 });
const make = (leaves: readonly Leaf[], personId = signer) =>
  makeBatch(db, { personId, leaves: leaves.map(leafOf), at });
const prove = (batchId: string, { identity = present, personId = signer, when = at } = {}) =>
  proveBatch(db, { personId, signIn: SIGN_IN, batchId, identity, at: when });
const sign = (batchId: string, when = at) => signBatch(db, { batchId, at: when });
async function signed(leaves: readonly Leaf[]): Promise<string> {
  const { id } = await make(leaves);
  await prove(id);
  await sign(id);
  return id;
}
const intents = ({ taskKey }: Leaf) =>
  db.database.prisma.decisionIntent.findMany({
    where: { taskKey },
    select: { authorId: true, outcome: true, authentication: true },
  });
const report = async (id: string, personId = signer) =>
  (await leavesReport(db.database.prisma, { id, personId })).map(({ outcome, code }) => code ?? outcome);

test('one proof signs all the acts of a batch: an intent and a proof of its own for each, in one transaction', async () => {
  const leaves = [await aLeaf(), await aLeaf(), await aLeaf()];
  const { id, root } = await make(leaves);
  await prove(id);
  expect((await findBatch(db.database.prisma, id))?.state).toBe('proved');
  await sign(id);
  for (const leaf of leaves) {
    const authentication = { method: 'password+totp', strength: 'two-factor' };
    expect(await intents(leaf)).toEqual([{ authorId: signer, outcome: 'signed', authentication }]);
    const commands = await db.database.prisma.outbox.findMany({ where: { subject: `request:${leaf.requestId}` } });
    expect(commands.map(({ command }) => command)).toEqual(['complete-task']);
  }
  expect(await report(id)).toEqual(['waiting', 'waiting', 'waiting']);
  const trace = await traceOf(db.database.prisma, claire);
  const ofFirst = trace.filter(({ payload }) => (payload as { taskKey?: string }).taskKey === leaves[0]?.taskKey);
  expect(ofFirst.map(({ verb }) => verb)).toEqual(['decision.intend']);
  const proofs = trace.filter(({ verb, subject }) => verb === 'step-up.prove' && subject === leaves[0]?.taskKey);
  expect(proofs).toMatchObject([{ actorId: signer, payload: { sha256: leaves[0]?.sha256, method: 'totp', root } }]);
  expect((await traceOf(db.database.prisma, signer)).at(-1)).toMatchObject({
    ...{ verb: 'step-up.prove', subject: `signing-batch:${id}`, payload: { root, count: 3 } },
  });
});

describe('a batch', () => {
  test('holds from one act to a thousand, each once', async () => {
    const one = await aLeaf();
    await expect(make([])).rejects.toMatchObject({ code: 'signing-batch-size', params: { max: 1_000 } });
    const many = Array.from({ length: 1_001 }, (_, index) => ({ ...one, taskKey: `${index + 1}` }));
    await expect(make(many)).rejects.toMatchObject({ code: 'signing-batch-size' });
    await expect(make([one, { ...one, sha256: 'f'.repeat(64) }])).rejects.toMatchObject({ code: 'bad-request' });
    expect((await make(many.slice(1))).count).toBe(1_000);
    const id = await signed([one]);
    expect(await intents(one)).toHaveLength(1);
    expect(await report(id)).toEqual(['waiting']);
  });

  test('is one of two hundred within an hour at most; one that waits already, and those of others, go on', async () => {
    const busy = await aPerson('Inès')
      .postedIn(court)
      .holding('signataire', court, { byRight: true })
      .make(db.database);
    const another = async () => make([await aLeaf(claire, busy)], busy);
    const waiting = [await aLeaf(claire, busy)];
    const { id } = await make(waiting, busy);
    const many = (minutes: number) =>
      db.asOwner(
        `insert into signing_batch (id, person_id, root, count, made_at, state)
         select gen_random_uuid(), $1, repeat('e', 64), 1, $2, 'made' from generate_series(1, 200)`,
        [busy, later(-60 * minutes)],
      );
    await many(60);
    expect((await another()).count).toBe(1);
    await many(1);
    await expect(another()).rejects.toMatchObject({ code: 'batches-too-many', params: { max: 200 } });
    expect((await make(waiting, busy)).id).toBe(id);
    expect((await make([await aLeaf()])).count).toBe(1);
  });

  test('cites only folds that were served to its signer, with the act in them', async () => {
    const foldSha256 = 'd'.repeat(64);
    const leaf = { ...(await aLeaf()), foldSha256 };
    await expect(make([leaf])).rejects.toMatchObject({ code: 'signing-fold-unserved' });
    const shown = { foldId: 'essai', sha256: foldSha256, taskKeys: [leaf.taskKey], at };
    await keepFoldShown(db.database.prisma, { ...shown, personId: colleague }, 10);
    await expect(make([leaf])).rejects.toMatchObject({ code: 'signing-fold-unserved' });
    await keepFoldShown(db.database.prisma, { ...shown, personId: signer }, 10);
    expect((await make([leaf])).count).toBe(1);
    await expect(make([{ ...(await aLeaf()), foldSha256 }])).rejects.toMatchObject({ code: 'signing-fold-unserved' });
  });

  test('sent twice is one; proved twice, or signed again by a worker that died, it signs once', async () => {
    const leaves = [await aLeaf(), await aLeaf()];
    const { id } = await make(leaves);
    expect((await make(leaves)).id).toBe(id);
    expect((await make(leaves.map((leaf) => ({ ...leaf, shown: 'opened' as const })))).id).not.toBe(id);
    await Promise.allSettled([prove(id), prove(id)]);
    await expect(prove(id)).rejects.toMatchObject({ code: 'signing-batch-proved' });
    await Promise.all([sign(id), sign(id)]);
    await sign(id);
    for (const leaf of leaves) expect(await intents(leaf)).toHaveLength(1);
    const again = await make(leaves);
    await expect(prove(again.id)).rejects.toMatchObject({ code: 'task-already-decided' });
  });

  test('is proved by the person who made it, and seen by nobody else', async () => {
    const { id } = await make([await aLeaf()]);
    await expect(prove(id, { personId: colleague })).rejects.toMatchObject({ code: 'not-found' });
    await expect(stopBatch(db, { personId: colleague, batchId: id, at })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('with a wrong code signs nothing, and that is written down', async () => {
    const leaf = await aLeaf();
    const { id } = await make([leaf]);
    const wrong: typeof present = { method: 'totp', verify: async () => ({ code: 'code-wrong', left: 4 }) };
    await expect(prove(id, { identity: wrong })).rejects.toMatchObject({ code: 'code-wrong', params: { left: 4 } });
    await sign(id);
    expect(await intents(leaf)).toEqual([]);
    expect((await traceOf(db.database.prisma, signer)).at(-1)).toMatchObject({ verb: 'step-up.fail' });
  });

  test('spends no code where none of its acts can be signed, and tells nothing of acts that were never shown', async () => {
    const others = await aLeaf(claire, colleague);
    const { id } = await make([others]);
    let spent = false;
    const identity: typeof present = {
      method: 'totp',
      async verify() {
        spent = true;
        return 'right';
      },
    };
    await expect(prove(id, { identity })).rejects.toMatchObject({ code: 'not-found' });
    expect(spent).toBe(false);
    const [row] = await leavesReport(db.database.prisma, { id, personId: signer });
    expect(row).toMatchObject({ number: null, requestId: null, lastName: null });
  });

  test('is not signed by a proof of more than five minutes ago', async () => {
    const leaf = await aLeaf();
    const { id } = await make([leaf]);
    await prove(id);
    await sign(id, later(5 * 60));
    expect(await intents(leaf)).toEqual([]);
    expect(await report(id)).toEqual(['step-up-required']);
  });

  test('that was stopped before it was proved is left: the same acts are signed by another one', async () => {
    const leaf = await aLeaf();
    const { id } = await make([leaf]);
    await stopBatch(db, { personId: signer, batchId: id, at });
    await expect(prove(id)).rejects.toMatchObject({ code: 'signing-stopped' });
    const again = await signed([leaf]);
    expect(again).not.toBe(id);
    expect(await intents(leaf)).toHaveLength(1);
  });

  test('that was stopped before it was signed is not', async () => {
    const leaf = await aLeaf();
    const { id } = await make([leaf]);
    await prove(id);
    await stopBatch(db, { personId: signer, batchId: id, at });
    await stopBatch(db, { personId: signer, batchId: id, at });
    await sign(id);
    expect(await intents(leaf)).toEqual([]);
    expect(await report(id)).toEqual(['signing-stopped']);
  });
});

test('an act that a rule refused is reported with the words of the rule', async () => {
  const leaf = await aLeaf();
  const id = await signed([leaf]);
  const [intent] = await db.database.prisma.decisionIntent.findMany({ where: { taskKey: leaf.taskKey } });
  const fault = { field: 'quota', code: 'situation-rule' as const, params: { fr: 'Pas 75 %.', en: 'Not 75%.' } };
  const refusal = { code: 'effect-unlawful' as const, params: {}, faults: [fault] };
  await db.database.transaction((tx) => recordRefused(tx, intent?.id ?? '', refusal, at));
  const rows = await leavesReport(db.database.prisma, { id, personId: signer });
  expect(rows).toMatchObject([{ outcome: 'refused', ...refusal }]);
});

test('a signer who has no power is told why, act by act', async () => {
  const leaf = await aLeaf();
  const { id } = await make([leaf]);
  await prove(id);
  const signsByRight = (is: boolean) =>
    db.asOwner('update habilitation set by_right = $2 where person_id = $1', [signer, is]);
  await signsByRight(false);
  await sign(id);
  await signsByRight(true);
  const rows = await leavesReport(db.database.prisma, { id, personId: signer });
  expect(rows).toMatchObject([{ code: 'no-signing-capacity', params: { reason: 'no-delegation' } }]);
});

describe('what happened to an act between its fold and the proof is told, and the others are signed', () => {
  test.each<[string, (leaf: Leaf & { requestId: string; actId: string }) => Promise<unknown>]>([
    [
      'preview-outdated',
      ({ actId }) => db.database.prisma.act.update({ where: { id: actId }, data: { draftedAt: later(1) } }),
    ],
    [
      'task-ended',
      ({ taskKey }) =>
        db.database.prisma.task.update({ where: { key: taskKey }, data: { state: 'canceled', endedAt: at } }),
    ],
    [
      'task-assigned-to-another',
      ({ taskKey }) => db.database.prisma.task.update({ where: { key: taskKey }, data: { assigneeId: colleague } }),
    ],
  ])('%s', async (code, happens) => {
    const [changed, other] = [await aLeaf(), await aLeaf()];
    const { id } = await make([changed, other]);
    await prove(id);
    await happens(changed);
    await sign(id);
    expect(await report(id)).toEqual([code, 'waiting']);
    expect([await intents(changed), await intents(other)].map(({ length }) => length)).toEqual([0, 1]);
  });

  test('the page of another act, or another person’s, is none of it', async () => {
    const [mine, other, theirs] = [await aLeaf(), await aLeaf(), await aLeaf(claire, colleague)];
    const id = await signed([{ ...mine, sha256: other.sha256 }, other, theirs]);
    expect(await report(id)).toEqual(['not-found', 'waiting', 'not-found']);
  });

  test('two signatories on one list: the first signs, the second is told', async () => {
    const { prisma } = db.database;
    const [both, mine] = [await aLeaf(), await aLeaf()];
    const shown = await prisma.actPreview.findFirstOrThrow({ where: { taskKey: both.taskKey } });
    const theirs = 'e'.repeat(64);
    const { id: _, content, ...same } = shown;
    await prisma.actPreview.create({
      data: { ...same, content: content as object, signerId: colleague, sha256: theirs },
    });
    const [first, second] = [await make([{ ...both, sha256: theirs }], colleague), await make([both, mine])];
    await prove(first.id, { personId: colleague });
    await prove(second.id);
    await Promise.all([sign(first.id), sign(second.id)]);
    expect(await intents(both)).toHaveLength(1);
    const told = [await report(first.id, colleague), await report(second.id)];
    expect(told.flat().filter((code) => code === 'task-already-decided')).toHaveLength(1);
    expect(told[1]?.[1]).toBe('waiting');
  });

  test('of a delegation revoked in the middle, nothing more is signed', async () => {
    const delegate = await aPerson('Diane').postedIn(court).holding('signataire', court).make(db.database);
    const day = (offset: number) => parisDay(later(offset * 86_400));
    await db.asOwner(
      `insert into delegation (id, ground, reference, delegator_id, delegator_quality, delegate_id, matters, structure_id, "from", until, published_on)
       values (gen_random_uuid(), 'installation', 'Décision', $1, 'la directrice', $2, '{*}', $3, $4, $5, $6)`,
      [signer, delegate, court.id, day(-30), day(30), day(-31)],
    );
    const leaf = await aLeaf(claire, delegate);
    const { id } = await make([leaf], delegate);
    await prove(id, { personId: delegate });
    await db.asOwner('update delegation set revoked_at = $2 where delegate_id = $1', [delegate, at]);
    await sign(id);
    expect(await report(id, delegate)).toEqual(['no-signing-capacity']);
    expect(await intents(leaf)).toEqual([]);
  });
});

describe('the database refuses', () => {
  interface Forged {
    readonly batchId?: string;
    readonly sha256?: string;
    readonly taskKey?: string;
    readonly personId?: string;
    readonly expiresAt?: Date;
  }
  test.each<[string, () => Forged | Promise<Forged>]>([
    ['other bytes', () => ({ sha256: 'f'.repeat(64) })],
    ['another act', async () => ({ taskKey: (await aLeaf()).taskKey })],
    ['another root', async () => ({ batchId: await signed([await aLeaf()]) })],
    ['another person', () => ({ personId: colleague })],
    ['a longer time', () => ({ expiresAt: later(3_600) })],
  ])('the proof of a leaf with %s', async (_what, changed) => {
    const leaf = await aLeaf();
    const { id } = await make([leaf]);
    await prove(id);
    const { taskKey, sha256 } = leaf;
    const own = { taskKey, sha256, personId: signer, method: 'totp', verifiedAt: at, expiresAt: later(300) };
    const forged = db.database.prisma.stepUpProof.create({
      data: { ...own, batchId: id, place: 0, ...(await changed()) },
    });
    await expect(forged).rejects.toThrow(/the batch proves no such leaf/);
  });

  test('a second proof of a leaf, and one of a batch that nobody proved', async () => {
    const leaf = await aLeaf();
    const { taskKey, sha256 } = leaf;
    const own = { taskKey, sha256, personId: signer, method: 'totp', verifiedAt: at, expiresAt: later(300), place: 0 };
    const { id } = await make([leaf]);
    const insert = () => db.database.prisma.stepUpProof.create({ data: { ...own, batchId: id } });
    await expect(insert()).rejects.toThrow(/the batch proves no such leaf/);
    await prove(id);
    await sign(id);
    await expect(insert()).rejects.toThrow();
    await expect(
      db.database.prisma.signingBatch.update({ where: { id }, data: { expiresAt: later(600) } }),
    ).rejects.toThrow(/proved, written or stopped already/);
  });
});
