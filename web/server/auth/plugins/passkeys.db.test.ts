import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SoftPasskey } from '../../testing/passkey.ts';
import { aPortal, ORIGIN, type TestPortal } from '../../testing/portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await aPortal();
});
afterAll(() => portal.close());

const ALONE = { method: 'password', strength: 'single-factor' } as const;
type Answer = { headers: Record<string, unknown> };
const kept = ({ headers }: Answer): string =>
  ((headers['set-cookie'] as string[] | undefined) ?? []).map((line) => line.split(';')[0] ?? '').join('; ');
const post = (path: string, body: object, cookie = '') => portal.stranger.post(path).set('Cookie', cookie).send(body);

/** Somebody registers a passkey from a session that has just begun. */
async function enrolled(name: string, how: { recognised?: boolean; origin?: string } = {}) {
  const browser = await portal.as(name);
  const { body } = await browser.post('/api/account/passkeys/enrolment').send({}).expect(200);
  const passkey = new SoftPasskey(ORIGIN);
  const made = { ticket: body.ticket, name: 'Clé de test', response: passkey.make(body.options, how) };
  return { browser, passkey, made, answer: await browser.post('/api/account/passkeys').send(made) };
}

async function challenged() {
  const answer = await post('/api/auth/passkey/challenge', {});
  expect(answer.status).toBe(200);
  expect(answer.body.userVerification).toBe('required');
  return { options: answer.body as { challenge: string }, cookie: kept(answer) };
}
const signIn = (cookie: string, response: object) => post('/api/auth/passkey/sign-in', { response }, cookie);

describe('a passkey', () => {
  test('opens the account by itself, with two factors, in the journal; its owner is told that it was registered', async () => {
    const { answer, passkey } = await enrolled('adam.administrateur');
    expect(answer.status).toBe(204);
    const { options, cookie } = await challenged();
    const entered = await signIn(cookie, passkey.sign(options));
    expect([entered.status, entered.body]).toEqual([200, {}]);
    const me = await portal.stranger.get('/api/me').set('Cookie', kept(entered));
    expect([me.body.email, me.body.secondFactor]).toEqual(['adam.administrateur@harmonie.example', null]);
    const { prisma } = portal.dependencies.database;
    const personId = await portal.personId('adam.administrateur');
    const user = await prisma.user.findUniqueOrThrow({ where: { personId } });
    expect(await prisma.signInEvent.findFirst({ where: { userId: user.id } })).toMatchObject({
      ...{ outcome: 'signed-in', method: 'passkey', strength: 'two-factor' },
    });
    expect(await prisma.auditEvent.count({ where: { chain: personId, verb: 'factor.enrol' } })).toBe(1);
    const told = { recipientId: personId, message: 'account-factor-changed' };
    expect(await prisma.notification.count({ where: told })).toBe(1);
  });

  test('that was only touched is refused, made or used; so is one for another site, and a challenge that served', async () => {
    for (const how of [{ recognised: false }, { origin: 'https://evil.example' }])
      expect((await enrolled('bruno.analyste', how)).answer.body.code).toBe('passkey-refused');
    const { passkey, made, browser } = await enrolled('bruno.analyste');
    // The same answer a second time makes no second key, nor another's.
    expect((await browser.post('/api/account/passkeys').send(made)).body.code).toBe('passkey-refused');
    expect((await (await portal.as('claire.agent')).post('/api/account/passkeys').send(made)).body.code).toBe(
      'enrolment-late',
    );
    for (const how of [{ recognised: false }, { origin: 'https://evil.example' }]) {
      const { options, cookie } = await challenged();
      expect((await signIn(cookie, passkey.sign(options, how))).body.code).toBe('passkey-refused');
    }
    const { options, cookie } = await challenged();
    const signed = passkey.sign(options);
    // In another browser, or none; then once, however often at once.
    expect((await signIn('', signed)).body.code).toBe('passkey-late');
    expect((await signIn((await challenged()).cookie, signed)).body.code).toBe('passkey-refused');
    const answers = await Promise.all(Array.from({ length: 4 }, () => signIn(cookie, signed)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await signIn((await challenged()).cookie, new SoftPasskey(ORIGIN).sign(options))).body.code).toBe(
      'passkey-refused',
    );
  });

  test('of an account that is locked opens nothing', async () => {
    const { passkey } = await enrolled('sophie.signataire');
    const { prisma } = portal.dependencies.database;
    const where = { email: 'sophie.signataire@harmonie.example' };
    await prisma.session.deleteMany({ where: { user: where } });
    await prisma.user.update({ where, data: { lockedAt: new Date() } });
    const { options, cookie } = await challenged();
    expect((await signIn(cookie, passkey.sign(options))).body.code).toBe('account-locked');
  });

  test('keeps whoever knows the password alone from enrolling a factor of their own', async () => {
    const { browser } = await enrolled('olivier.perrin');
    const thief = await portal.as('olivier.perrin', ALONE);
    for (const proof of [{}, { password: 'Harmonie-2026!' }])
      for (const path of ['/api/account/factor/enrolment', '/api/account/passkeys/enrolment'])
        expect((await thief.post(path).send(proof)).body.code).toBe('proof-expected');
    const { body } = await browser.get('/api/account/factors').expect(200);
    const [{ id }] = body.passkeys;
    expect((await thief.post(`/api/account/passkeys/${id}/removal`).send({})).body.code).toBe('proof-expected');
    await (await portal.as('lea.fontaine')).post(`/api/account/passkeys/${id}/removal`).send({}).expect(404);
    await browser.post(`/api/account/passkeys/${id}/removal`).send({}).expect(204);
  });

  test('that is the last factor of whoever must have one stays', async () => {
    const { browser } = await enrolled('felix.financier');
    const { prisma } = portal.dependencies.database;
    await prisma.twoFactor.deleteMany({ where: { user: { email: 'felix.financier@harmonie.example' } } });
    const [{ id }] = (await browser.get('/api/account/factors')).body.passkeys;
    expect((await browser.post(`/api/account/passkeys/${id}/removal`).send({})).body.code).toBe('factor-needed');
    const alone = await portal.as('felix.financier', ALONE);
    expect((await alone.get('/api/me')).body.secondFactor).toBe('passkey');
  });
});
