import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { generate } from 'otplib';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { keepPreview } from '#prisma/repositories/acts/acts.ts';
import { DEMONSTRATION_ACCOUNTS } from '#prisma/seed/accounts.ts';
import { aDrawnAct } from '#prisma/testing/drawn-acts.ts';
import { aRequest, atTask, SIGNATURE } from '../../testing/circuit.ts';
import { SoftPasskey } from '../../testing/passkey.ts';
import { aPdf, aPortal, type Browser, ORIGIN, type TestPortal } from '../../testing/portal.ts';
import { withinTheDay } from '../../testing/within-the-day.ts';

const SECRET = DEMONSTRATION_ACCOUNTS.find(({ email }) => email.startsWith('sophie'))?.totpSecret ?? '';
let portal: TestPortal;
let sophie: Browser;
let key: string;
let sha256: string;
/** The portal's clock, moved by the tests. */
let clock = withinTheDay();
const nextStep = () => {
  clock += 60_000;
};
const codeNow = () => generate({ secret: SECRET, epoch: Math.floor(clock / 1000) });

beforeAll(async () => {
  portal = await aPortal({ now: () => new Date(clock) });
  sophie = await portal.as('sophie.signataire');
});
afterAll(() => portal.close());
beforeEach(async () => {
  nextStep();
  const { database, documents } = portal.dependencies;
  await database.prisma.stepUpGuard.updateMany({ data: { failedAttempts: 0, lockedUntil: null } });
  const requestId = await aRequest(await portal.as('claire.agent'));
  key = await atTask(portal, requestId, SIGNATURE);
  // What the worker leaves when it typeset the act for this signer.
  const kept = await documents.put(await aPdf(key));
  sha256 = kept.sha256;
  const signerId = await portal.personId('sophie.signataire');
  await aDrawnAct(database.prisma, { requestId, taskKey: key, signerId, ...kept });
});

const stepUp = (code: string, shown = sha256) => sophie.post(`/api/tasks/${key}/step-up`).send({ code, sha256: shown });
const sign = (stepUpProofId?: string) =>
  sophie
    .post(`/api/tasks/${key}/decision`)
    .send({ outcome: 'signed', shownSha256: sha256, ...(stepUpProofId && { stepUpProofId }) });

const intents = () => portal.dependencies.database.prisma.decisionIntent.count({ where: { taskKey: key } });

describe('the preview', () => {
  test('that is late is told as such, with when to ask again', async () => {
    const { status, body, headers } = await sophie.post(`/api/tasks/${key}/preview`).send({});
    expect([status, body.code, headers['retry-after']]).toEqual([503, 'workers-late', '1']);
  });

  test('is read by the signer it was typeset for, and by no one else', async () => {
    await sophie.get(`/api/tasks/${key}/preview/${sha256}`).expect(200).expect('Content-Type', 'application/pdf');
    await (await portal.as('helene.marchand')).get(`/api/tasks/${key}/preview/${sha256}`).expect(404);
    await sophie.get(`/api/tasks/${key}/preview/${'0'.repeat(64)}`).expect(404);
  });
});

describe('stepping up', () => {
  test('a right code proves once, for this act', async () => {
    const { status, body } = await stepUp(await codeNow());
    expect(status).toBe(201);
    expect(new Date(body.expiresAt).getTime() - clock).toBe(5 * 60_000);
    expect((await sign(body.proofId)).status).toBe(202);
  });

  test('the same code is not taken twice', async () => {
    const code = await codeNow();
    expect((await stepUp(code)).status).toBe(201);
    expect((await stepUp(code)).body.code).toBe('code-replayed');
  });

  test('five wrong codes lock the account for a quarter of an hour, right codes included', async () => {
    const answers = [];
    for (let attempt = 0; attempt < 5; attempt++) answers.push((await stepUp('000000')).body);
    expect(answers.map(({ code, params }) => `${code} ${params.left ?? params.minutes}`)).toEqual([
      'code-wrong 4',
      'code-wrong 3',
      'code-wrong 2',
      'code-wrong 1',
      'code-locked 15',
    ]);
    nextStep();
    expect((await stepUp(await codeNow())).status).toBe(429);
    clock += 15 * 60_000;
    expect((await stepUp(await codeNow())).status).toBe(201);
  });

  /** The act, drawn that day. */
  const datedNow = () =>
    portal.db.asOwner(`update act_preview set content = content || jsonb_build_object('date', $1::text)`, [
      parisDay(new Date(clock)),
    ]);
  test('neither a lock nor a spent code of a clock that was 45 days ahead holds a signer', async () => {
    clock += 45 * 86_400_000;
    await datedNow();
    expect((await stepUp(await codeNow())).status).toBe(201);
    for (let attempt = 0; attempt < 5; attempt++) await stepUp('000000');
    expect((await stepUp('000000')).body.code).toBe('code-locked');
    clock -= 45 * 86_400_000;
    await datedNow();
    const code = await codeNow();
    expect((await stepUp(code)).status).toBe(201);
    expect((await stepUp(code)).body.code).toBe('code-replayed');
  });

  test('an act that was not shown cannot be proved for', async () => {
    expect((await stepUp(await codeNow(), 'f'.repeat(64))).body.code).toBe('preview-outdated');
  });

  test('without a second factor there is no step-up, and without rights no task', async () => {
    await (await portal.as('victor.valideur'))
      .post(`/api/tasks/${key}/step-up`)
      .send({ code: '123456', sha256 })
      .expect(404);
    await sophie.post(`/api/tasks/${key}/step-up`).send({ code: '12', sha256 }).expect(400);
  });
});

describe('stepping up by a passkey', () => {
  let passkey: SoftPasskey;
  const enrol = async (browser: Browser) => {
    const made = new SoftPasskey(ORIGIN);
    const { body } = await browser.post('/api/account/passkeys/enrolment').send({}).expect(200);
    const given = { ticket: body.ticket, name: 'Clé de test', response: made.make(body.options) };
    await browser.post('/api/account/passkeys').send(given).expect(204);
    return made;
  };
  beforeAll(async () => {
    clock = withinTheDay();
    passkey = await enrol(await portal.as('sophie.signataire'));
  });
  const ask = async (task = key, shown = sha256) =>
    (await sophie.post(`/api/tasks/${task}/step-up/passkey`).send({ sha256: shown }).expect(200)).body.options;
  const answer = (response: object, task = key, shown = sha256) =>
    sophie.post(`/api/tasks/${task}/step-up`).send({ passkey: response, sha256: shown });
  const proofs = () => portal.dependencies.database.prisma.stepUpProof.count({ where: { taskKey: key } });

  test('proves once, for this act; the decision and the journal say how', async () => {
    const options = await ask();
    const id = Buffer.from(passkey.id).toString('base64url');
    expect(options).toMatchObject({ userVerification: 'required', allowCredentials: [{ id }] });
    const { status, body } = await answer(passkey.sign(options));
    expect(status).toBe(201);
    expect(new Date(body.expiresAt).getTime() - clock).toBe(5 * 60_000);
    expect((await sign(body.proofId)).status).toBe(202);
    const { prisma } = portal.dependencies.database;
    const intent = await prisma.decisionIntent.findFirstOrThrow({ where: { taskKey: key } });
    expect(intent.authentication).toEqual({ method: 'password+totp+passkey', strength: 'two-factor' });
    const { chain, sequence } = await prisma.auditEvent.findFirstOrThrow({
      where: { subject: key, verb: 'step-up.prove' },
    });
    const said = await prisma.auditPayload.findFirstOrThrow({ where: { chain, sequence } });
    expect(said.content).toMatchObject({ sha256, method: 'passkey' });
  });

  test('what it signed serves no second time, nor twice at once', async () => {
    const signed = passkey.sign(await ask());
    const answers = await Promise.all(Array.from({ length: 4 }, () => answer(signed)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect((await answer(signed)).body.code).toBe('passkey-late');
    // With a new challenge, what an old one was signed for proves nothing.
    await ask();
    expect((await answer(signed)).body.code).toBe('passkey-refused');
    expect(await proofs()).toBe(1);
  });

  test('what it signed for one act proves nothing for another, nor for other bytes', async () => {
    const { database, documents } = portal.dependencies;
    const requestId = await aRequest(await portal.as('claire.agent'));
    const task = await atTask(portal, requestId, SIGNATURE);
    const kept = await documents.put(await aPdf(task));
    const signerId = await portal.personId('sophie.signataire');
    const date = parisDay(new Date(clock));
    await aDrawnAct(database.prisma, { requestId, taskKey: task, signerId, date, ...kept });
    const signed = passkey.sign(await ask());
    expect((await answer(signed, task, kept.sha256)).body.code).toBe('passkey-late');
    await ask(task, kept.sha256);
    expect((await answer(signed, task, kept.sha256)).body.code).toBe('passkey-refused');
    // The same task, typeset anew meanwhile.
    const anew = await documents.put(await aPdf(`${key} anew`));
    const before = await database.prisma.actPreview.findFirstOrThrow({ where: { taskKey: key } });
    const { actId, content } = before;
    await keepPreview(database.prisma, { actId, taskKey: key, signerId, content: content as never, ...anew });
    expect((await answer(passkey.sign(await ask()), key, anew.sha256)).body.code).toBe('passkey-late');
    // A row moved to other bytes by a forger changes what is expected to have been signed.
    const moved = passkey.sign(await ask());
    await database.prisma.signingChallenge.updateMany({ where: { taskKey: key }, data: { sha256: anew.sha256 } });
    expect((await answer(moved, key, anew.sha256)).body.code).toBe('passkey-refused');
    expect(await proofs()).toBe(0);
  });

  test('another person’s passkey proves nothing, nor does an unknown one', async () => {
    const theirs = await enrol(await portal.as('olivier.perrin'));
    for (const stranger of [theirs, new SoftPasskey(ORIGIN)])
      expect((await answer(stranger.sign(await ask()))).body.code).toBe('passkey-refused');
    const olivier = await portal.as('olivier.perrin');
    await olivier.post(`/api/tasks/${key}/step-up/passkey`).send({ sha256 }).expect(404);
    expect(await proofs()).toBe(0);
  });

  test('one that was only touched, or asked by another site, proves nothing', async () => {
    for (const how of [{ recognised: false }, { origin: 'https://evil.example' }])
      expect((await answer(passkey.sign(await ask(), how))).body.code).toBe('passkey-refused');
    expect(await proofs()).toBe(0);
  });

  test('comes too late after five minutes', async () => {
    const signed = passkey.sign(await ask());
    clock += 5 * 60_000;
    expect((await answer(signed)).body.code).toBe('passkey-late');
    expect(await proofs()).toBe(0);
  });

  test('one that was taken away meanwhile proves nothing', async () => {
    const { prisma } = portal.dependencies.database;
    const credentialId = Buffer.from(passkey.id).toString('base64url');
    const kept = await prisma.passkey.findUniqueOrThrow({ where: { credentialId } });
    const signed = passkey.sign(await ask());
    await prisma.passkey.delete({ where: { credentialId } });
    expect((await answer(signed)).body.code).toBe('passkey-refused');
    const { status, body } = await sophie.post(`/api/tasks/${key}/step-up/passkey`).send({ sha256 });
    expect([status, body.code]).toEqual([403, 'step-up-unavailable']);
    await prisma.passkey.create({ data: kept });
  });

  test('wrong ones and wrong codes lock together, right ones included', async () => {
    for (let attempt = 0; attempt < 2; attempt++) await stepUp('000000');
    const answers = [];
    for (let attempt = 0; attempt < 3; attempt++)
      answers.push((await answer(passkey.sign(await ask(), { recognised: false }))).body);
    expect(answers.map(({ code, params }) => `${code} ${params.left ?? params.minutes}`)).toEqual([
      'passkey-refused 2',
      'passkey-refused 1',
      'code-locked 15',
    ]);
    expect((await answer(passkey.sign(await ask()))).status).toBe(429);
    expect((await stepUp(await codeNow())).status).toBe(429);
    clock += 15 * 60_000;
    expect((await answer(passkey.sign(await ask()))).status).toBe(201);
  });

  test('goes without a code, and never beside one', async () => {
    const signed = passkey.sign(await ask());
    const both = { passkey: signed, code: '000000', sha256 };
    await sophie.post(`/api/tasks/${key}/step-up`).send(both).expect(400);
    await sophie.post(`/api/tasks/${key}/step-up`).send({ sha256 }).expect(400);
  });
});

describe('signing', () => {
  test('needs the proof, and says so', async () => {
    expect((await sign()).body.faults).toEqual([{ field: 'stepUpProofId', code: 'required', params: {} }]);
    expect((await sign('0198d2b1-7c00-7000-8000-000000000000')).body.code).toBe('step-up-required');
  });

  test('a proof older than five minutes proves nothing', async () => {
    const { body } = await stepUp(await codeNow());
    clock += 5 * 60_000;
    expect((await sign(body.proofId)).body.code).toBe('step-up-required');
  });

  test.each([
    ['for other bytes', { sha256: 'b'.repeat(64) }],
    ['of another person', { personId: '0198d2b1-7c00-7000-8000-000000000000' }],
    ['used before', { usedAt: new Date(0) }],
  ])('a proof %s proves nothing', async (_what, change) => {
    const personId = await portal.personId('sophie.signataire');
    const given = { taskKey: key, personId, sha256, method: 'totp', verifiedAt: new Date(clock) };
    const expiresAt = new Date(clock + 60_000);
    // The application's role cannot change a proof: only a forged one could be like that.
    const { id: proofId } = await portal.dependencies.database.prisma.stepUpProof.create({
      data: { ...given, expiresAt, ...change },
    });
    expect((await sign(proofId)).body.code).toBe('step-up-required');
    expect(await intents()).toBe(0);
  });

  test('a proof given for one act does not sign another', async () => {
    const { proofId } = (await stepUp(await codeNow())).body;
    const other = await atTask(portal, await aRequest(await portal.as('claire.agent')), SIGNATURE);
    const body = { outcome: 'signed', shownSha256: sha256, stepUpProofId: proofId };
    expect((await sophie.post(`/api/tasks/${other}/decision`).send(body)).body.code).toBe('preview-outdated');
  });

  test.each([
    ['revoked', "revoked_at = '1970-01-01'", 'delegation-revoked'],
    ['never published', 'published_on = null', 'delegation-not-published'],
  ])('a delegation %s gives no power', async (_what, change, reason) => {
    const { publishedOn } = await portal.dependencies.database.prisma.delegation.findFirstOrThrow();
    const { proofId } = (await stepUp(await codeNow())).body;
    await portal.db.asOwner(`update delegation set ${change}`);
    const { status, body } = await sign(proofId);
    await portal.db.asOwner('update delegation set revoked_at = null, published_on = $1', [publishedOn]);
    expect([status, body.code, body.params]).toEqual([403, 'no-signing-capacity', { reason }]);
    expect(await intents()).toBe(0);
  });

  test('a refusal needs its reasons in law and in fact, and the date of the interview', async () => {
    const { status, body } = await sophie
      .post(`/api/tasks/${key}/decision`)
      .send({ outcome: 'refused', reasonLaw: 'Article L612-1' });
    expect(status).toBe(422);
    expect(body.faults.map(({ field }: { field: string }) => field)).toEqual(['reasonFact', 'interviewOn']);
  });
});
