import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Express } from 'express';
import supertest from 'supertest';
import { createApp } from '../app.ts';
import { aPortal, FACTORS, ORIGIN, SECRET, type TestPortal } from '../testing/portal.ts';
import { createAuth } from './auth.ts';
import { sessionCookie } from './cookies.ts';
import { createSessions } from './sessions.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await aPortal();
});
afterAll(() => portal.close());

const PASSWORD = 'Harmonie-2026!';
const signIn = (name: string, password: string, more: object = {}) =>
  portal.stranger.post('/api/auth/sign-in/email').send({ email: `${name}@harmonie.example`, password, ...more });

describe('signing in', () => {
  test('leaves a cookie that no script reads and no other site sends, and says nothing of the session', async () => {
    const { status, body, headers } = await signIn('lea.fontaine', PASSWORD);
    expect([status, body]).toEqual([200, {}]);
    const [session, device, ...others] = headers['set-cookie'] as unknown as string[];
    expect(session).toMatch(/^harmonie-[0-9a-f]{8}\.session_token=.+; Path=\/; HttpOnly; SameSite=Lax$/);
    // By which the browser is known again.
    expect(device).toMatch(/^harmonie-[0-9a-f]{8}\.device=[\w-]{43}; .*Path=\/; .*HttpOnly; SameSite=Lax$/);
    expect(others).toEqual([]);
    expect(headers['strict-transport-security']).toBeUndefined();
  });

  test('under https the cookie is for https alone, and browsers are told to stay there', async () => {
    const baseUrl = 'https://portail.example';
    const { database, log, settings } = portal.dependencies;
    const auth = createAuth({
      database,
      baseUrl,
      secret: 'a secret for tests, long enough to pass',
      factors: FACTORS,
      log,
    });
    const app = createApp({ ...portal.dependencies, auth, settings: { ...settings, baseUrl } });
    const { status, headers } = await supertest(app)
      .post('/api/auth/sign-in/email')
      .set('Origin', baseUrl)
      .send({ email: 'lea.fontaine@harmonie.example', password: PASSWORD });
    expect(status).toBe(200);
    for (const cookie of headers['set-cookie'] as unknown as string[])
      expect(cookie).toMatch(
        /^__Secure-harmonie-[0-9a-f]{8}\.(session_token|device)=.+; HttpOnly; Secure; SameSite=Lax$/,
      );
    expect(headers['strict-transport-security']).toContain('max-age=31536000');
    await supertest(app).post('/api/auth/sign-in/email').set('Origin', ORIGIN).send({}).expect(403);
  });

  test('lasts when the secret that signs cookies is replaced, and no longer than before', async () => {
    const { database, log } = portal.dependencies;
    const secret = 'a secret that replaced the one of tests';
    const auth = createAuth({ database, baseUrl: ORIGIN, secret, factors: FACTORS, log });
    const withFormer = (...former: string[]) =>
      createApp({ ...portal.dependencies, auth, sessions: createSessions(auth, database, former) });
    const before = String((await signIn('lea.fontaine', PASSWORD)).headers['set-cookie']).split(';')[0] ?? '';
    const me = (app: Express, cookie: string) => supertest(app).get('/api/me').set('Cookie', `a=b; ${cookie}`);
    const { status, headers } = await me(withFormer('another of before', SECRET), before);
    expect(status).toBe(200);
    const [anew = ''] = headers['set-cookie'] as unknown as string[];
    expect(anew).toMatch(/^harmonie-[0-9a-f]{8}\.session_token=.+; Path=\/; HttpOnly; SameSite=Lax$/);
    const cookie = anew.split(';')[0] ?? '';
    expect(cookie).not.toBe(before);
    // Once the former secret is forgotten, only the cookie that was signed anew is one.
    expect((await me(withFormer(), cookie)).status).toBe(200);
    expect((await me(withFormer(), before)).status).toBe(401);
    const forged = `${before.split('.').slice(0, 2).join('.')}.${'A'.repeat(43)}%3D`;
    expect((await me(withFormer(SECRET), forged)).status).toBe(401);
    const app = withFormer(SECRET);
    await supertest(app).post('/api/auth/sign-out').set('Origin', ORIGIN).set('Cookie', before).send({}).expect(200);
    expect((await me(app, cookie)).status).toBe(401);
  });

  test('at a second portal on the same host leaves the first session as it is', async () => {
    const baseUrl = 'http://localhost:3001';
    const { database, log, settings } = portal.dependencies;
    const auth = createAuth({
      database,
      baseUrl,
      secret: 'another secret for tests, long enough to pass',
      factors: FACTORS,
      log,
    });
    const sessions = createSessions(auth, database);
    const second = createApp({ ...portal.dependencies, auth, sessions, settings: { ...settings, baseUrl } });
    const credentials = { email: 'lea.fontaine@harmonie.example', password: PASSWORD };
    const there = await supertest(second).post('/api/auth/sign-in/email').set('Origin', baseUrl).send(credentials);
    const here = await signIn('lea.fontaine', PASSWORD);
    // What a browser keeps: of cookies with one name, the last.
    const jar = new Map(
      [there, here]
        .map(({ headers }) => String(headers['set-cookie']).split(/[=;]/))
        .map(([name = '', value]) => [name, `${name}=${value}`]),
    );
    const cookie = [...jar.values()].join('; ');
    await portal.stranger.get('/api/me').set('Cookie', cookie).expect(200);
    await supertest(second).get('/api/me').set('Cookie', cookie).expect(200);
    expect([...jar.keys()].sort()).toEqual([sessionCookie(ORIGIN), sessionCookie(baseUrl)].sort());
  });

  test.each(['https://evil.example/', '//evil.example/', '/\\evil.example'])(
    'leads nowhere else: %s',
    async (callbackURL) => {
      const { status, body, headers } = await signIn('lea.fontaine', PASSWORD, { callbackURL });
      expect([status, body, headers.location]).toEqual([200, {}, undefined]);
    },
  );

  test.each([
    ['an object for an address', { email: { contains: '@' }, password: PASSWORD }],
    ['a list for a password', { email: 'claire.agent@harmonie.example', password: [PASSWORD] }],
    ['a NUL', { email: 'claire.agent\0@harmonie.example', password: PASSWORD }],
    ['half a character', { email: 'claire\ud800@harmonie.example', password: PASSWORD }],
    ['nothing', {}],
    ['a password without end', { email: 'claire.agent@harmonie.example', password: 'x'.repeat(1_000_000) }],
  ])('does not understand %s', async (_what, body) => {
    const answer = await portal.stranger.post('/api/auth/sign-in/email').send(body);
    expect([answer.status, answer.body.code]).toEqual([400, 'bad-request']);
  });

  test('does not understand what is no JSON', async () => {
    for (const [type, text] of [
      ['application/json', '{"email":'],
      ['text/xml', '<a/>'],
      ['text/plain', '{}'],
    ] as const) {
      const answer = await portal.stranger.post('/api/auth/sign-in/email').set('Content-Type', type).send(text);
      expect([type, answer.status, answer.body.code]).toEqual([type, 400, 'bad-request']);
    }
  });

  test('signing out ends the session for good: its cookie is worth nothing afterwards', async () => {
    const cookie = String((await signIn('lea.fontaine', PASSWORD)).headers['set-cookie']).split(';')[0] ?? '';
    const as = (verb: 'get' | 'post', path: string) => portal.stranger[verb](path).set('Cookie', cookie);
    await as('get', '/api/me').expect(200);
    await as('post', '/api/auth/sign-out').send({}).expect(200);
    await as('get', '/api/me').expect(401);
  });
});

describe('a session', () => {
  test('says how it began, which a decision and its proof repeat', async () => {
    const { session } = portal.dependencies.database.prisma;
    const { token } = await signedIn();
    expect(await session.findUniqueOrThrow({ where: { token } })).toMatchObject({
      method: 'password',
      strength: 'single-factor',
      issuer: null,
      acr: null,
    });
    const stronger = session.update({ where: { token }, data: { strength: 'two-factor' } });
    await expect(stronger).rejects.toThrow('session_strength_of_its_method');
  });

  const signedIn = async () => {
    const cookie = String((await signIn('lea.fontaine', PASSWORD)).headers['set-cookie']).split(';')[0] ?? '';
    const token = decodeURIComponent(cookie.split('=')[1] ?? '').split('.')[0] ?? '';
    return { cookie, token, home: () => portal.stranger.get('/api/me').set('Cookie', cookie) };
  };
  const minutes = (n: number) => new Date(Date.now() + n * 60_000);

  test('is used twelve hours after its last use, however long it began ago', async () => {
    const { session } = portal.dependencies.database.prisma;
    const { token, home } = await signedIn();
    await session.update({ where: { token }, data: { expiresAt: minutes(10) } });
    await home().expect(200);
    const { expiresAt } = await session.findUniqueOrThrow({ where: { token } });
    expect(expiresAt.getTime()).toBeGreaterThan(minutes(11 * 60).getTime());
    await home().expect(200);
  });

  test('that is over lets nobody in, and nothing is kept of it', async () => {
    const { session } = portal.dependencies.database.prisma;
    const { token, home } = await signedIn();
    await session.update({ where: { token }, data: { expiresAt: minutes(-1) } });
    await home().expect(401);
    expect(await session.count({ where: { token } })).toBe(0);
  });

  test('is not another’s for a cookie that the portal did not sign', async () => {
    const { cookie, token } = await signedIn();
    const name = cookie.split('=')[0];
    const [, signature = ''] = decodeURIComponent(cookie.split('=')[1] ?? '').split('.');
    const forged = [
      token,
      `${token}.`,
      `${token}.${signature.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'))}`,
      `.${signature}`,
    ];
    for (const value of [...forged, `${token}.é`, '%', '"'])
      await portal.stranger
        .get('/api/me')
        .set('Cookie', `${name}=${encodeURIComponent(value)}`)
        .expect(401);
    await portal.stranger.get('/api/me').set('Cookie', `${name}=%E0%A4`).expect(401);
  });

  test('of an account that is nobody’s opens nothing', async () => {
    const { home } = await signedIn();
    const belongsTo = (personId: string | null) =>
      portal.db.asOwner('update "user" set person_id = $2 where email = $1', [
        'lea.fontaine@harmonie.example',
        personId,
      ]);
    const lea = await portal.personId('lea.fontaine');
    await belongsTo(null);
    await home().expect(401);
    await belongsTo(lea);
    await home().expect(200);
  });
});

test('better-auth has no other open address', async () => {
  const lea = await portal.as('lea.fontaine');
  const { api } = portal.dependencies.auth;
  const addresses = Object.values(api).flatMap((endpoint) => {
    const { path, options } = endpoint as { path?: string; options?: { method?: string | string[] } };
    return path === undefined ? [] : [options?.method ?? 'GET'].flat().map((method) => ({ path, method }));
  });
  expect(addresses.length).toBeGreaterThan(20);
  const open = [];
  for (const { path, method } of addresses) {
    const verb = method.toLowerCase() as 'get' | 'post';
    const { status } = await lea[verb](`/api/auth${path.replace(/:\w+/g, 'x')}`);
    if (status !== 404) open.push(`${method} ${path}`);
  }
  expect(open.sort()).toEqual([
    'POST /passkey/challenge',
    'POST /passkey/sign-in',
    'POST /sign-in/email',
    'POST /sign-out',
    'POST /two-factor/verify-backup-code',
    'POST /two-factor/verify-totp',
  ]);
});

describe('whoever guesses at an account', () => {
  test('waits after five wrong passwords, also when all are tried at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => signIn('hugo.lemaire', `guess number ${n}`)),
    );
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    const { status, body, headers } = await signIn('hugo.lemaire', PASSWORD);
    expect([status, body.code]).toEqual([429, 'too-many-requests']);
    // Half a minute, less what these tries took.
    expect(Number(headers['retry-after'])).toBeGreaterThan(15);
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(30);
    expect((await signIn('ines.caron', PASSWORD)).status).toBe(200);
  });

  test('waits still when better-auth sweeps its own counts', async () => {
    const { prisma } = portal.dependencies.database;
    for (let n = 0; n < 5; n++) await signIn('karim.benali', `guess number ${n}`);
    // Another address comes back after its minute: the sweep goes with it.
    const { count } = await prisma.rateLimit.updateMany({
      data: { lastRequest: Date.now() - 120_000 },
    });
    expect(count).toBeGreaterThan(0);
    await signIn('ines.caron', PASSWORD);
    expect((await signIn('karim.benali', PASSWORD)).status).toBe(429);
  });
});

test('an office behind one address signs in, all at nine', async () => {
  const answers = [];
  for (let n = 0; n < 45; n++) answers.push((await signIn(`person-${n}`, 'not the password')).status);
  expect(new Set(answers)).toEqual(new Set([401]));
});
