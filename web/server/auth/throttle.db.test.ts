import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import supertest from 'supertest';
import { accountDigest } from '#application/account/sign-in/record-sign-in.ts';
import { createApp } from '../app.ts';
import { aPortal, ORIGIN, type TestPortal } from '../testing/portal.ts';
import { deviceCookie } from './cookies.ts';
import { createThrottle } from './throttle.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await aPortal({ settings: { trustProxy: 1 } });
});
afterAll(() => portal.close());

const PASSWORD = 'Harmonie-2026!';
const emailOf = (name: string) => `${name}@harmonie.example`;

/** Somebody at an address, with the cookies that their browser kept. */
function at(address: string, cookie = '') {
  const call = (name: string, password = PASSWORD) =>
    portal.stranger
      .post('/api/auth/sign-in/email')
      .set('X-Forwarded-For', address)
      .set('User-Agent', 'Mozilla/5.0 (Windows NT 10.0) Firefox/140.0')
      .set('Cookie', cookie)
      .send({ email: emailOf(name), password });
  return {
    signIn: call,
    /** Signs in; answers what the browser keeps. */
    async kept(name: string) {
      const { headers, status } = await call(name);
      expect(status).toBe(200);
      const cookies = (headers['set-cookie'] as unknown as string[]).map((line) => line.split(';')[0] ?? '');
      return cookies.filter((pair) => pair.startsWith(deviceCookie(ORIGIN))).join('; ');
    },
  };
}

/** So many wrong passwords, each from the address that is named; they are not looked at: that takes a tenth of a second each. */
async function guesses(name: string, count: number, addressOf: (n: number) => string) {
  const throttle = createThrottle(portal.dependencies.database);
  const waited = [];
  for (let n = 0; n < count; n++) {
    const from = { account: accountDigest(emailOf(name)), address: addressOf(n), knownDevice: null };
    waited.push((await throttle.begin(from, new Date())).waitSeconds);
  }
  return waited;
}

const journalOf = async (name: string) => {
  const { prisma } = portal.dependencies.database;
  const { id } = await prisma.user.findUniqueOrThrow({ where: { email: emailOf(name) } });
  const rows = await prisma.signInEvent.findMany({ where: { userId: id }, orderBy: { at: 'asc' } });
  return rows.map(({ outcome, address, device }) => `${outcome} ${address} ${device}`);
};
const toldTo = async (name: string) => {
  const recipientId = await portal.personId(name);
  const rows = await portal.dependencies.database.prisma.notification.findMany({ where: { recipientId } });
  return rows.map(({ message }) => message).filter((message) => message.startsWith('account-'));
};

describe('five hundred wrong passwords', () => {
  test('from one address slow that address, and not the owner on a device that they know', async () => {
    const own = await at('10.0.0.1').kept('hugo.lemaire');
    const waited = await guesses('hugo.lemaire', 500, () => '203.0.113.7');
    expect(waited.filter((seconds) => seconds === 0)).toHaveLength(5);
    expect((await at('10.0.0.1', own).signIn('hugo.lemaire')).status).toBe(200);
    // Even where the guesses come from: it is the device that is known.
    expect((await at('203.0.113.7', own).signIn('hugo.lemaire')).status).toBe(200);
    // A new device elsewhere is not slowed by five guesses from one address.
    expect((await at('10.0.0.2').signIn('hugo.lemaire')).status).toBe(200);
  });

  test('from five hundred addresses slow strangers, a quarter of an hour at most, and not a device that is known', async () => {
    const own = await at('10.0.0.1').kept('ines.caron');
    const waited = await guesses('ines.caron', 500, (n) => `198.51.100.${n}`);
    expect(waited.filter((seconds) => seconds === 0)).toHaveLength(20);
    const stranger = await at('192.0.2.1').signIn('ines.caron');
    expect([stranger.status, stranger.body.code]).toEqual([429, 'too-many-requests']);
    expect(Number(stranger.headers['retry-after'])).toBeLessThanOrEqual(900);
    expect((await at('10.0.0.1', own).signIn('ines.caron')).status).toBe(200);
    // Somebody else's mark, or a made-up one, is a stranger's.
    const others = await at('10.0.0.3').kept('lea.fontaine');
    const madeUp = `${deviceCookie(ORIGIN)}=${'x'.repeat(43)}`;
    for (const cookie of [others, madeUp]) expect((await at('10.0.0.1', cookie).signIn('ines.caron')).status).toBe(429);
  });

  test('of a device that is known make it wait too: a browser left open is no way in', async () => {
    const own = await at('10.0.0.9').kept('karim.benali');
    const answers = [];
    for (let n = 0; n < 7; n++) answers.push((await at('10.0.0.9', own).signIn('karim.benali', `guess ${n}`)).status);
    expect(answers).toEqual([401, 401, 401, 401, 401, 429, 429]);
    expect((await at('10.0.0.10').signIn('karim.benali')).status).toBe(200);
  });
});

describe('the journal', () => {
  test('keeps what succeeded and what did not, with address and device; the application takes nothing from it', async () => {
    await at('10.0.1.1').signIn('paul.superieur', 'not the password');
    await at('10.0.1.1').signIn('paul.superieur');
    await at('10.0.1.1').signIn('nobody.at.all', 'not the password');
    expect(await journalOf('paul.superieur')).toEqual([
      'password-wrong 10.0.1.1 Firefox, Windows',
      'signed-in 10.0.1.1 Firefox, Windows',
    ]);
    const { prisma } = portal.dependencies.database;
    const nobody = { accountDigest: accountDigest(emailOf('Nobody.At.All')), userId: null };
    expect(await prisma.signInEvent.count({ where: nobody })).toBe(1);
    await expect(prisma.signInEvent.deleteMany()).rejects.toThrow(/permission denied/);
    await expect(prisma.signInEvent.updateMany({ data: { address: '' } })).rejects.toThrow(/permission denied/);
  });

  test('is shown to whom it is about, and to nobody else', async () => {
    const { body } = await (await portal.as('paul.superieur')).get('/api/account/sign-ins').expect(200);
    expect(body.items.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['signed-in', 'password-wrong']);
    const other = await (await portal.as('claire.agent')).get('/api/account/sign-ins').expect(200);
    expect(other.body.items).toEqual([]);
  });
});

describe('the owner is told', () => {
  test('of a device that never served them, the first one aside', async () => {
    const own = await at('10.0.2.1').kept('olivier.perrin');
    await at('10.0.2.1', own).signIn('olivier.perrin');
    expect(await toldTo('olivier.perrin')).toEqual([]);
    await at('10.0.2.2').signIn('olivier.perrin');
    expect(await toldTo('olivier.perrin')).toEqual(['account-new-device']);
  });

  test('once an hour that strangers try passwords', async () => {
    await guesses('nadia.gestionnaire', 4, () => 'elsewhere');
    await guesses('nadia.gestionnaire', 15, (n) => `elsewhere ${n}`);
    for (const address of ['192.0.2.10', '192.0.2.11'])
      await at(address).signIn('nadia.gestionnaire', 'not the password');
    expect(await toldTo('nadia.gestionnaire')).toEqual(['account-tried']);
  });
});

test('an address of IPv6 is counted with its network, which one machine may walk through', async () => {
  const answers = [];
  for (let n = 0; n < 6; n++) answers.push((await at(`2001:db8:1:2::${n}`).signIn('valerie.valideur', `${n}`)).status);
  expect(answers).toEqual([401, 401, 401, 401, 401, 429]);
});

test('nobody reads in the log who signs in, or from where', async () => {
  const app = createApp(portal.dependencies);
  await supertest(app)
    .post('/api/auth/sign-in/email')
    .set('Origin', ORIGIN)
    .send({ email: emailOf('lea.fontaine'), password: 'x' });
  expect(portal.logged.join('')).not.toMatch(/fontaine|10\.0\.|203\.0/);
});
