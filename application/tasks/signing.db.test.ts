import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { findTask } from '#prisma/repositories/tasks/tasks.ts';
import { aPerson, aRequest, aStructure, aTask } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { aDrawnAct } from '#prisma/testing/drawn-acts.ts';
import { traceOf } from '#prisma/testing/trace.ts';
import type { IdentityCheck } from '../identity-check.ts';
import { checkSigning } from './check-signing.ts';
import { orderPreview } from './order-preview.ts';
import { proveSigner } from './prove-signer.ts';

const AT = new Date('2026-03-02T09:00:00Z');
const SHOWN = 'a'.repeat(64);
const present: IdentityCheck<'totp'> = { method: 'totp', verify: async () => 'right' };

let db: TestDatabase;
let court: { id: string; path: string };
let signer: string;
let claire: string;
let requestId: string;
let taskKey: string;
beforeAll(async () => {
  db = await aDatabase();
  court = await aStructure(db.database.prisma, 'Tribunal');
  signer = await aPerson('Sophie').postedIn(court).holding('signataire', court, { byRight: true }).make(db.database);
});
afterAll(() => db?.drop());
beforeEach(async () => {
  const { prisma } = db.database;
  await prisma.outbox.deleteMany();
  claire = await aPerson('Claire').postedIn(court).make(db.database);
  requestId = await aRequest(prisma, claire, court);
  taskKey = await aTask(prisma, requestId, 'signataire', 'signature');
});

const by = async (personId: string) => ({ actor: await actorFacts(db.database.prisma, personId), taskKey, at: AT });
const order = async (personId = signer) => orderPreview(db, await by(personId));
const prove = async (identity = present, sha256 = SHOWN) =>
  proveSigner(db, { ...(await by(signer)), sha256, identity });
const commands = () => db.database.prisma.outbox.findMany({ select: { id: true, command: true } });
const verbs = async () => (await traceOf(db.database.prisma, claire)).map(({ verb }) => verb);

/** Draws the act as this signer was shown it. */
async function shown(signerId = signer): Promise<void> {
  const date = parisDay(AT);
  await aDrawnAct(db.database.prisma, { requestId, taskKey, signerId, sha256: SHOWN, date });
}

describe('the act to sign', () => {
  test('is asked for by the person who would sign it', async () => {
    expect(await commands()).toEqual([]);
    expect(await order()).toEqual((await commands())[0]?.id);
    expect(await commands()).toMatchObject([{ command: 'render-preview' }]);
  });

  test('asked for again before it came, it is the same order; once it came, another', async () => {
    const { prisma } = db.database;
    const first = await order();
    expect(await order()).toBe(first);
    await prisma.outbox.update({ where: { id: first }, data: { doneAt: AT, result: { refused: 'act-incomplete' } } });
    expect(await order()).not.toBe(first);
    expect(await commands()).toHaveLength(2);
  });

  test('is not shown to a person who cannot sign, nor while a colleague has it', async () => {
    await expect(order(claire)).rejects.toMatchObject({ code: 'not-found' });
    const colleague = await aPerson('Paul').postedIn(court).holding('signataire', court).make(db.database);
    await db.database.prisma.task.update({ where: { key: taskKey }, data: { assigneeId: colleague } });
    await expect(order()).rejects.toMatchObject({ code: 'task-assigned-to-another' });
    expect(await commands()).toEqual([]);
  });
});

describe('a signer', () => {
  test('proves to be there for what was shown, for five minutes', async () => {
    await shown();
    const { proofId, expiresAt } = await prove();
    expect(expiresAt).toEqual(new Date('2026-03-02T09:05:00Z'));
    expect(await traceOf(db.database.prisma, claire)).toMatchObject([
      { verb: 'step-up.prove', actorId: signer, subject: taskKey, payload: { proofId, sha256: SHOWN } },
    ]);
  });

  test('proves nothing for what they were not shown', async () => {
    await shown(claire);
    await expect(prove()).rejects.toMatchObject({ code: 'preview-outdated' });
    expect(await verbs()).toEqual([]);
  });

  test('spends no code on a page of yesterday, nor for a power that they have no more', async () => {
    await shown();
    const spent: string[] = [];
    const identity: IdentityCheck<'totp'> = {
      method: 'totp',
      async verify() {
        spent.push('code');
        return 'right';
      },
    };
    const next = proveSigner(db, {
      ...(await by(signer)),
      ...{ sha256: SHOWN, identity, at: new Date('2026-03-02T23:00:00Z') },
    });
    await expect(next).rejects.toMatchObject({ code: 'preview-outdated' });
    await db.asOwner('update habilitation set by_right = false where person_id = $1', [signer]);
    await expect(prove(identity)).rejects.toMatchObject({
      ...{ code: 'no-signing-capacity', params: { reason: 'no-delegation' } },
    });
    await db.asOwner('update habilitation set by_right = true where person_id = $1', [signer]);
    expect(spent).toEqual([]);
    expect(await verbs()).toEqual([]);
  });

  test('spends no code on a page of an act that was drafted anew since it was read', async () => {
    await shown();
    await db.database.prisma.act.updateMany({
      where: { requestId },
      data: { draftedAt: new Date(Date.now() + 60_000) },
    });
    const identity: IdentityCheck<'totp'> = { method: 'totp', verify: () => Promise.reject(new Error('asked')) };
    await expect(prove(identity)).rejects.toMatchObject({ code: 'preview-outdated' });
  });

  test('with a wrong code proves nothing, and that is written down', async () => {
    await shown();
    const wrong: IdentityCheck<'totp'> = { method: 'totp', verify: async () => ({ code: 'code-wrong', left: 4 }) };
    await expect(prove(wrong)).rejects.toMatchObject({ code: 'code-wrong', params: { left: 4 } });
    expect(await db.database.prisma.stepUpProof.count({ where: { taskKey } })).toBe(0);
    expect(await verbs()).toEqual(['step-up.fail']);
  });
});

describe('a signature', () => {
  const sign = async (stepUpProofId: string | undefined, at = AT, signerId = signer) => {
    const row = await findTask(db.database.prisma, taskKey);
    if (row === null) throw new Error('the task is there');
    const decision = { outcome: 'signed', shownSha256: SHOWN, ...(stepUpProofId && { stepUpProofId }) };
    return checkSigning(db.database.prisma, { row, signerId, decision, at });
  };

  test('passes with what was shown, a fresh proof and the power to sign', async () => {
    await expect(sign(undefined)).rejects.toMatchObject({ code: 'preview-outdated' });
    await shown();
    await expect(sign(undefined)).rejects.toMatchObject({ code: 'step-up-required' });
    const { proofId, expiresAt } = await prove();
    await sign(proofId);
    await expect(sign(proofId, new Date(expiresAt.getTime() + 1))).rejects.toMatchObject({ code: 'step-up-required' });
  });

  test('passes for the page of the day alone, in Paris', async () => {
    await shown();
    const { proofId } = await prove();
    await expect(sign(proofId, new Date('2026-03-02T23:00:00Z'))).rejects.toMatchObject({ code: 'preview-outdated' });
  });

  test('passes no longer once the power to sign ended', async () => {
    await shown();
    const { proofId } = await prove();
    const ended = { where: { personId: signer }, data: { until: new Date('2026-03-01') } };
    await db.database.prisma.habilitation.updateMany(ended);
    await expect(sign(proofId)).rejects.toMatchObject({ code: 'no-signing-capacity' });
    await db.asOwner('update habilitation set until = null where person_id = $1', [signer]);
  });
});
