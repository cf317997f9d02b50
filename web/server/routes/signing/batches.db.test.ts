import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { generate } from 'otplib';
import { signBatch } from '#application/signing/sign-batch.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { DEMONSTRATION_ACCOUNTS } from '#prisma/seed/accounts.ts';
import { aDrawnAct } from '#prisma/testing/drawn-acts.ts';
import { aRequest, atTask, SIGNATURE } from '../../testing/circuit.ts';
import { SoftPasskey } from '../../testing/passkey.ts';
import { aPortal, type Browser, ORIGIN, type TestPortal } from '../../testing/portal.ts';
import { withinTheDay } from '../../testing/within-the-day.ts';

const SECRET = DEMONSTRATION_ACCOUNTS.find(({ email }) => email.startsWith('sophie'))?.totpSecret ?? '';
let portal: TestPortal;
let sophie: Browser;
/** The portal's clock, moved by the tests. */
let clock = withinTheDay();
let acts = 0;
const codeNow = () => generate({ secret: SECRET, epoch: Math.floor(clock / 1000) });

beforeAll(async () => {
  portal = await aPortal({ now: () => new Date(clock) });
  sophie = await portal.as('sophie.signataire');
});
afterAll(() => portal.close());
beforeEach(async () => {
  clock += 60_000;
  await portal.dependencies.database.prisma.stepUpGuard.updateMany({ data: { failedAttempts: 0, lockedUntil: null } });
});

/** An act that waits for Sophie, drawn for her. */
async function aLeaf() {
  const { database } = portal.dependencies;
  const requestId = await aRequest(await portal.as('claire.agent'));
  const taskKey = await atTask(portal, requestId, SIGNATURE);
  acts += 1;
  const sha256 = acts.toString(16).padStart(64, '0');
  const signerId = await portal.personId('sophie.signataire');
  const date = parisDay(new Date(clock));
  await aDrawnAct(database.prisma, { requestId, taskKey, signerId, sha256, date });
  return { taskKey, sha256, shown: 'opened', foldSha256: null };
}
type Leaf = Awaited<ReturnType<typeof aLeaf>>;
const make = async (leaves: readonly Leaf[]) =>
  (await sophie.post('/api/signing/batches').send({ leaves }).expect(201)).body;
const stepUp = (id: string, given: object) => sophie.post(`/api/signing/batches/${id}/step-up`).send(given);
const view = async (id: string) => (await sophie.get(`/api/signing/batches/${id}`).expect(200)).body;

test('a signer signs several acts by one code, follows them and stops what is left', async () => {
  const leaves = [await aLeaf(), await aLeaf()];
  const { id, root, count } = await make(leaves);
  expect(count).toBe(2);
  expect(await view(id)).toMatchObject({ state: 'made', counts: { waiting: 2, signed: 0, sealed: 0, refused: 0 } });
  const code = await codeNow();
  const { status, body } = await stepUp(id, { code });
  expect([status, body]).toEqual([202, { id, root, count: 2 }]);
  await signBatch(portal.dependencies, { batchId: id, at: new Date(clock) });
  const { state, acts: told } = await view(id);
  expect(state).toBe('written');
  expect(told).toMatchObject([
    { taskKey: leaves[0]?.taskKey, outcome: 'waiting', code: null, request: { firstName: 'Claire' } },
    { taskKey: leaves[1]?.taskKey, outcome: 'waiting' },
  ]);
  await sophie.post(`/api/signing/batches/${id}/stop`).send({}).expect(204);
  expect((await view(id)).stopAskedAt).not.toBeNull();
  expect((await stepUp(id, { code })).body.code).toBe('signing-batch-proved');
});

test('a code serves one batch, and a wrong one is counted', async () => {
  const [first, second] = [await make([await aLeaf()]), await make([await aLeaf()])];
  expect((await stepUp(first.id, { code: '000000' })).body).toMatchObject({ code: 'code-wrong', params: { left: 4 } });
  const code = await codeNow();
  expect((await stepUp(first.id, { code })).status).toBe(202);
  expect((await stepUp(second.id, { code })).body.code).toBe('code-replayed');
  expect((await view(second.id)).state).toBe('made');
});

test('a batch too large, or without acts, is refused in words; another person finds none', async () => {
  const leaf = await aLeaf();
  const many = Array.from({ length: 1_001 }, (_, index) => ({ ...leaf, taskKey: `${index + 1}` }));
  const { status, body } = await sophie.post('/api/signing/batches').send({ leaves: many });
  expect([status, body.code, body.params]).toEqual([422, 'signing-batch-size', { max: 1_000 }]);
  await sophie.post('/api/signing/batches').send({ leaves: [] }).expect(422);
  const { id } = await make([leaf]);
  const helene = await portal.as('helene.marchand');
  await helene.get(`/api/signing/batches/${id}`).expect(404);
  await helene.post(`/api/signing/batches/${id}/step-up`).send({ code: '123456' }).expect(404);
});

describe('by a passkey', () => {
  let passkey: SoftPasskey;
  beforeAll(async () => {
    passkey = new SoftPasskey(ORIGIN);
    const { body } = await sophie.post('/api/account/passkeys/enrolment').send({}).expect(200);
    const given = { ticket: body.ticket, name: 'Clé de test', response: passkey.make(body.options) };
    await sophie.post('/api/account/passkeys').send(given).expect(204);
  });
  const ask = async (id: string) =>
    (await sophie.post(`/api/signing/batches/${id}/step-up/passkey`).send({}).expect(200)).body.options;

  test('what it signs is bound to the root, and serves once', async () => {
    const [one, other] = [await make([await aLeaf()]), await make([await aLeaf()])];
    const signed = passkey.sign(await ask(one.id));
    await ask(other.id);
    expect((await stepUp(other.id, { passkey: signed })).body.code).toBe('passkey-refused');
    expect((await stepUp(other.id, { passkey: signed })).body.code).toBe('passkey-late');
    expect((await stepUp(one.id, { passkey: signed })).status).toBe(202);
    expect((await stepUp(one.id, { passkey: signed })).body.code).toBe('signing-batch-proved');
  });

  test('comes too late after five minutes', async () => {
    const { id } = await make([await aLeaf()]);
    const signed = passkey.sign(await ask(id));
    clock += 5 * 60_000;
    expect((await stepUp(id, { passkey: signed })).body.code).toBe('passkey-late');
  });
});
