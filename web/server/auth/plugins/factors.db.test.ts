import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { generateSync } from 'otplib';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { demonstrationAccount } from '#prisma/seed/accounts.ts';
import { aDrawnAct } from '#prisma/testing/drawn-acts.ts';
import { aRequest, atTask, SIGNATURE } from '../../testing/circuit.ts';
import { aPdf, aPortal, type TestPortal } from '../../testing/portal.ts';

let portal: TestPortal;
/** The portal's clock, which tests put forward. */
let clock = Date.now();
beforeAll(async () => {
  portal = await aPortal({ now: () => new Date(clock) });
});
afterAll(() => portal.close());
/** No code was spent yet, and nobody waits. */
beforeEach(async () => {
  clock = Date.now();
  const { prisma } = portal.dependencies.database;
  await prisma.stepUpGuard.deleteMany();
  await prisma.signInTries.deleteMany();
});

const PASSWORD = 'Harmonie-2026!';
const SOPHIE = 'sophie.signataire';
const emailOf = (name: string) => `${name}@harmonie.example`;
const codeOf = (secret: string, steps = 0) => generateSync({ secret, epoch: Math.floor(clock / 1000) + steps * 30 });
const sophiesCode = (steps = 0) => codeOf(demonstrationAccount(emailOf(SOPHIE)).totpSecret ?? '', steps);

type Answer = { headers: Record<string, unknown> };
const kept = ({ headers }: Answer): string =>
  ((headers['set-cookie'] as string[] | undefined) ?? [])
    .map((line) => line.split(';')[0] ?? '')
    .filter((pair) => !pair.endsWith('='))
    .join('; ');
const post = (path: string, body: object, cookie = '') => portal.stranger.post(path).set('Cookie', cookie).send(body);

/** The right password was given: what the browser then holds. */
async function challenge(name: string, cookie = ''): Promise<string> {
  const answer = await post('/api/auth/sign-in/email', { email: emailOf(name), password: PASSWORD }, cookie);
  expect([answer.status, answer.body]).toEqual([200, { next: 'second-factor' }]);
  return kept(answer);
}
const giveCode = (cookie: string, code: string) => post('/api/auth/two-factor/verify-totp', { code }, cookie);
const giveRecoveryCode = (cookie: string, code: string) =>
  post('/api/auth/two-factor/verify-backup-code', { code }, cookie);
const meBy = (cookie: string) => portal.stranger.get('/api/me').set('Cookie', cookie);

/** An act that waits for Sophie, and what she was shown of it. */
async function anActToSign() {
  const { database, documents } = portal.dependencies;
  const requestId = await aRequest(await portal.as('claire.agent'));
  const key = await atTask(portal, requestId, SIGNATURE);
  const shown = await documents.put(await aPdf(key));
  const signerId = await portal.personId(SOPHIE);
  const date = parisDay(new Date(clock));
  await aDrawnAct(database.prisma, { requestId, taskKey: key, signerId, date, ...shown });
  return { path: `/api/tasks/${key}/step-up`, sha256: shown.sha256 };
}

describe('who has a second factor', () => {
  test('is signed in by password and code; by the password alone nobody is', async () => {
    const pending = await challenge(SOPHIE);
    await meBy(pending).expect(401);
    const { prisma } = portal.dependencies.database;
    const user = { user: { email: emailOf(SOPHIE) } };
    expect(await prisma.session.count({ where: user })).toBe(0);
    const answer = await giveCode(pending, sophiesCode());
    expect([answer.status, answer.body]).toEqual([200, {}]);
    await meBy(kept(answer)).expect(200);
    expect(await prisma.session.findMany({ where: user })).toMatchObject([
      { method: 'password+totp', strength: 'two-factor' },
    ]);
    const { id } = await prisma.user.findUniqueOrThrow({ where: { email: emailOf(SOPHIE) } });
    const journal = await prisma.signInEvent.findMany({ where: { userId: id }, orderBy: { id: 'asc' } });
    expect(journal.map(({ outcome }) => outcome)).toEqual(['password-right', 'signed-in']);
    // The password alone makes no device known.
    expect(await prisma.knownDevice.count({ where: { userId: id } })).toBe(1);
  });

  test('gives each code once: at sign-in, at another sign-in, many at once', async () => {
    const code = sophiesCode();
    const challenges = [];
    for (let n = 0; n < 4; n++) challenges.push(await challenge(SOPHIE));
    const answers = await Promise.all(challenges.map((cookie) => giveCode(cookie, code)));
    expect(answers.map(({ status, body }) => body.code ?? status).sort()).toEqual([
      200,
      ...Array.from({ length: 3 }, () => 'code-replayed'),
    ]);
  });

  test('cannot sign an act with the code of the sign-in, nor sign in with the code of an act; with the next they can', async () => {
    const { path, sha256 } = await anActToSign();
    const [first, second, third] = [sophiesCode(-1), sophiesCode(), sophiesCode(1)];
    const session = kept(await giveCode(await challenge(SOPHIE), first));
    expect((await post(path, { code: first, sha256 }, session)).body.code).toBe('code-replayed');
    expect((await post(path, { code: second, sha256 }, session)).status).toBe(201);
    const again = await challenge(SOPHIE);
    expect((await giveCode(again, second)).body.code).toBe('code-replayed');
    expect((await giveCode(again, third)).status).toBe(200);
  });

  test('whose password is known is told so; the thief waits after five codes, the owner does not, nor do signatures', async () => {
    const { path, sha256 } = await anActToSign();
    const own = kept(await giveCode(await challenge(SOPHIE), sophiesCode(-1)));
    const thief = await challenge(SOPHIE);
    const answers = [];
    for (let n = 0; n < 7; n++) {
      const { status, body } = await giveCode(thief, '000000');
      answers.push(body.code ?? status);
    }
    expect(answers).toEqual([
      ...Array.from({ length: 5 }, () => 'code-wrong'),
      'too-many-requests',
      'too-many-requests',
    ]);
    const recipientId = await portal.personId(SOPHIE);
    const { prisma } = portal.dependencies.database;
    const told = { recipientId, message: 'account-password-known' };
    expect(await prisma.notification.count({ where: told })).toBe(1);
    const ownAgain = await challenge(SOPHIE, own);
    expect((await post(path, { code: sophiesCode(), sha256 }, own)).status).toBe(201);
    expect((await giveCode(`${ownAgain}; ${own}`, sophiesCode(1))).status).toBe(200);
  });

  test('gives the code in the browser that gave the password, within ten minutes; a session beside it changes nothing', async () => {
    const other = (await portal.as('claire.agent')).cookie ?? '';
    for (const cookie of ['', other, 'better-auth.two_factor=made-up.signature'])
      expect((await giveCode(cookie, sophiesCode())).body.code).toBe('challenge-late');
    const answer = await giveCode(`${other}; ${await challenge(SOPHIE)}`, sophiesCode());
    expect((await meBy(kept(answer))).body.email).toBe(emailOf(SOPHIE));
  });
});

describe('a session with one factor', () => {
  const ALONE = { method: 'password', strength: 'single-factor' } as const;

  test('opens nothing but the way to a second one, to whoever signs, pays, publishes or administers', async () => {
    for (const name of [SOPHIE, 'felix.financier', 'alice.analyste', 'adam.administrateur']) {
      const alone = await portal.as(name, ALONE);
      for (const path of ['/api/tasks', '/api/requests', '/api/dossiers/mine', '/api/catalogue', '/api/events']) {
        const { status, body } = await alone.get(path);
        expect([path, status, body.code]).toEqual([path, 403, 'second-factor-required']);
      }
      expect((await alone.post('/api/drafts').send({})).body.code).toBe('second-factor-required');
      expect((await alone.get('/api/me')).body.secondFactor).toBe('prove');
    }
    expect((await (await portal.as('claire.agent', ALONE)).get('/api/me')).body.secondFactor).toBeNull();
    await (await portal.as('claire.agent', ALONE)).get('/api/requests').expect(200);
  });

  test('is raised by a code, which is then spent', async () => {
    const alone = await portal.as('helene.marchand', { method: 'oidc', strength: 'single-factor' });
    const code = codeOf(demonstrationAccount(emailOf('helene.marchand')).totpSecret ?? '');
    await alone.get('/api/tasks').expect(403);
    await alone.post('/api/account/proof').send({ code }).expect(204);
    await alone.get('/api/tasks').expect(200);
    expect((await alone.post('/api/account/proof').send({ code })).body.code).toBe('code-replayed');
  });

  test('begins to ask as soon as a right is given, on the same session', async () => {
    const { prisma } = portal.dependencies.database;
    const hugo = await portal.as('hugo.lemaire', ALONE);
    await hugo.get('/api/requests').expect(200);
    const personId = await portal.personId('hugo.lemaire');
    const { id: structureId } = await prisma.structure.findFirstOrThrow({ where: { code: 'MDD' } });
    await portal.db.asOwner(
      `insert into habilitation (id, person_id, structure_id, role, "from", ground)
       values (gen_random_uuid(), $1, $2, 'analyste', '2026-01-01', 'installation')`,
      [personId, structureId],
    );
    expect((await hugo.get('/api/requests')).body.code).toBe('second-factor-required');
    expect((await hugo.get('/api/me')).body.secondFactor).toBe('enrol');
  });
});

describe('enrolling', () => {
  const enrol = async (name: string, cookie: string, proof: object = {}) => {
    const begun = await post('/api/account/factor/enrolment', proof, cookie);
    if (begun.status !== 200) return { begun, secret: '', codes: [] as string[] };
    const { secret, uri, ticket } = begun.body;
    expect(uri).toContain(`secret=${secret}`);
    expect(decodeURIComponent(uri)).toContain(emailOf(name));
    const ended = await post('/api/account/factor', { ticket, code: codeOf(secret) }, cookie);
    return { begun, ended, secret: String(secret), codes: ended.body.recoveryCodes as string[] };
  };
  const signIn = async (name: string) =>
    kept(await post('/api/auth/sign-in/email', { email: emailOf(name), password: PASSWORD }));

  test('takes effect with the first right code, opens the session, is audited and told; sign-in then asks for it', async () => {
    const session = await signIn('lea.fontaine');
    const begun = await post('/api/account/factor/enrolment', {}, session);
    const { secret, ticket } = begun.body;
    // Nothing counts before a code, nor with another's ticket or an old one.
    expect((await post('/api/account/factor', { ticket, code: '000000' }, session)).body.code).toBe('code-wrong');
    const other = (await portal.as('claire.agent')).cookie ?? '';
    expect((await post('/api/account/factor', { ticket, code: codeOf(secret) }, other)).body.code).toBe(
      'enrolment-late',
    );
    const ended = await post('/api/account/factor', { ticket, code: codeOf(secret) }, session);
    expect(ended.status).toBe(201);
    expect(ended.body.recoveryCodes).toHaveLength(10);
    const { prisma } = portal.dependencies.database;
    const personId = await portal.personId('lea.fontaine');
    expect(await prisma.auditEvent.count({ where: { chain: personId, verb: 'factor.enrol' } })).toBe(1);
    const changed = { recipientId: personId, message: 'account-factor-changed' };
    expect(await prisma.notification.count({ where: changed })).toBe(1);
    const row = await prisma.twoFactor.findFirstOrThrow({ where: { user: { personId } } });
    expect(JSON.stringify(row)).not.toContain(secret);
    clock += 60_000;
    expect((await giveCode(await challenge('lea.fontaine'), codeOf(secret))).status).toBe(200);
    // The code that enrolled is spent, too.
    clock += 30 * 60_000;
    expect((await post('/api/account/factor', { ticket, code: codeOf(secret) }, session)).body.code).toBe(
      'enrolment-late',
    );
  });

  test('asks a session that was left open who is there; a wrong password counts', async () => {
    const session = await signIn('ines.caron');
    clock += 11 * 60_000;
    expect((await enrol('ines.caron', session)).begun.body.code).toBe('proof-expected');
    const wrong = await enrol('ines.caron', session, { password: 'not the password' });
    expect(wrong.begun.body).toMatchObject({ code: 'password-wrong', params: { left: 4 } });
    expect((await enrol('ines.caron', session, { password: PASSWORD })).codes).toHaveLength(10);
    // From now on, only a code: the password alone replaces nothing.
    clock += 11 * 60_000;
    for (const proof of [{}, { password: PASSWORD }])
      expect((await enrol('ines.caron', session, proof)).begun.body.code).toBe('proof-expected');
  });

  test('a recovery code lets its owner in once, whoever else has it, and lets them enrol again', async () => {
    const session = await signIn('karim.benali');
    const { codes, secret } = await enrol('karim.benali', session);
    const [lost = ''] = codes;
    const challenges = [await challenge('karim.benali'), await challenge('karim.benali')];
    const answers = await Promise.all(challenges.map((cookie) => giveRecoveryCode(cookie, lost.toUpperCase())));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await giveRecoveryCode(await challenge('karim.benali'), lost)).body.code).toBe('recovery-code-wrong');
    const { prisma } = portal.dependencies.database;
    const personId = await portal.personId('karim.benali');
    expect(await prisma.auditEvent.count({ where: { chain: personId, verb: 'recovery-codes.spend' } })).toBe(1);
    const told = { recipientId: personId, message: 'account-recovery-code-used' };
    expect(await prisma.notification.count({ where: told })).toBe(1);
    const back = kept(answers.find(({ status }) => status === 200) as Answer);
    expect((await portal.stranger.get('/api/account/factors').set('Cookie', back)).body).toEqual({
      authenticator: true,
      recoveryCodesLeft: 9,
      passkeys: [],
      needed: false,
    });
    clock += 60_000;
    const anew = await enrol('karim.benali', back);
    expect(anew.codes).toHaveLength(10);
    clock += 60_000;
    // Neither the former authenticator nor its codes open anything any more.
    const pending = await challenge('karim.benali');
    expect((await giveCode(pending, codeOf(secret))).body.code).toBe('code-wrong');
    expect((await giveRecoveryCode(pending, codes[1] ?? '')).body.code).toBe('recovery-code-wrong');
    expect((await giveCode(pending, codeOf(anew.secret))).status).toBe(200);
  });

  test('is undone by a code, unless a right asks for a second factor', async () => {
    const session = await signIn('julie.aubert');
    const { secret } = await enrol('julie.aubert', session);
    clock += 11 * 60_000;
    const remove = (cookie: string, code: string) => post('/api/account/factor/removal', { code }, cookie);
    expect((await remove(session, '000000')).body.code).toBe('code-wrong');
    expect((await remove(session, codeOf(secret))).status).toBe(204);
    const sophie = (await portal.as(SOPHIE)).cookie ?? '';
    expect((await remove(sophie, sophiesCode())).body.code).toBe('factor-needed');
  });
});
