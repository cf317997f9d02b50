import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import {
  another,
  byASecret,
  hostile,
  idToken,
  itself,
  type Lie,
  nobody,
  Says,
  SILENT,
  userinfo,
} from '#testing/identity/hostile.ts';
import { ACR, CLIENT_SECRET, type IdentityProvider, openIdentityProvider } from '#testing/identity/provider.ts';
import { Traveller } from '#testing/identity/traveller.ts';
import { aPortal, ORIGIN } from '../../testing/portal.ts';
import {
  type AnsweredPortal,
  answeredBy,
  comeBack,
  depart,
  invitationOf,
  type Return,
  signInAs,
} from '../../testing/provider.ts';

const CLAIRE = 'claire.agent';
const MINUTE_S = 60;

let provider: IdentityProvider;
let liar: ReturnType<typeof hostile>;
let portal: AnsweredPortal;
beforeAll(async () => {
  const known = { name: 'Claire Agent', email: 'claire.agent@harmonie.example' };
  provider = await openIdentityProvider({
    portals: [ORIGIN],
    people: [
      { ...known, sub: CLAIRE },
      { ...known, sub: 'claire under a new name' },
    ],
  });
  liar = hostile(provider);
  portal = await answeredBy(await aPortal(), provider, { answersMs: 2_000 });
  const end = await signInAs(portal, CLAIRE, { invitation: await invitationOf(portal, CLAIRE) });
  expect(end.at).toBe('/');
});
afterEach(() => {
  liar.lies = {};
  for (const each of opened.splice(0)) each.close();
});

/** The portal, started anew: nothing that it learnt of the provider is left. */
const opened: AnsweredPortal[] = [];
async function anew(change: Parameters<typeof answeredBy>[2] = {}): Promise<AnsweredPortal> {
  const fresh = await answeredBy(portal.portal, provider, change);
  opened.push(fresh);
  return fresh;
}
afterAll(async () => {
  portal?.close();
  await portal?.portal.close();
  await provider?.close();
});

const prisma = () => portal.portal.dependencies.database.prisma;

/** All that a sign-in could have left, but the journal. */
const kept = async () => ({
  sessions: await prisma().session.count(),
  accounts: await prisma().account.findMany({ orderBy: { id: 'asc' } }),
  links: await prisma().identityLink.findMany({ orderBy: { id: 'asc' } }),
  users: await prisma().user.findMany({ orderBy: { id: 'asc' } }),
  audit: await prisma().auditEvent.count(),
});

/** Nobody comes in, nothing changes, the person reads why, and so does whoever reads the journal. */
async function expectRefusal(attempt: () => Promise<Return>, code: string, why?: string): Promise<void> {
  const before = await kept();
  const { at, cookie } = await attempt();
  expect(at).toBe(`/sign-in?refused=${code}${why === undefined ? '' : `&why=${why}`}`);
  expect(cookie).not.toContain('session_token=');
  expect(await kept()).toEqual(before);
  const last = await prisma().signInEvent.findFirstOrThrow({ orderBy: { id: 'desc' } });
  expect([last.outcome, last.userId]).toEqual([why === undefined ? code : `${code}-${why}`, null]);
}

const now = () => Math.floor(Date.now() / 1000);

describe('what the provider signed proves nobody', () => {
  const mine = (claims: Record<string, unknown>) => () => idToken(itself(provider), claims);
  test.each<[string, () => Lie, string]>([
    ['by another issuer', mine({ iss: 'https://evil.example' }), 'issuer'],
    [
      'by an issuer that is ours but for a slash',
      () => idToken(itself(provider), { iss: `${provider.issuer}/` }),
      'issuer',
    ],
    ['for another audience', mine({ aud: 'another portal' }), 'audience'],
    ['for nobody in particular', mine({ aud: undefined }), 'audience'],
    ['for several, and not said for whom', mine({ aud: ['harmonie', 'another portal'] }), 'azp'],
    ['for several, and another one', mine({ aud: ['harmonie', 'another portal'], azp: 'another portal' }), 'azp'],
    ['for another one alone', mine({ azp: 'another portal' }), 'azp'],
    ['in answer to another question', mine({ nonce: 'x'.repeat(32) }), 'nonce'],
    ['in answer to none', mine({ nonce: undefined }), 'nonce'],
    ['with a list for a nonce', mine({ nonce: ['x'] }), 'nonce'],
    ['that ended', mine({ exp: now() - MINUTE_S }), 'expired'],
    ['that begins later', mine({ nbf: now() + 10 * MINUTE_S }), 'claims'],
    ['without an end', mine({ exp: undefined }), 'claims'],
    ['without a date', mine({ iat: undefined }), 'claims'],
    ['of nobody', mine({ sub: undefined }), 'claims'],
    ['of an empty name', mine({ sub: '' }), 'claims'],
    ['of another person than it describes', mine({ sub: 'hugo.lemaire' }), 'userinfo-subject'],
    ['signed by nobody', () => idToken(nobody), 'algorithm'],
    ['signed by the secret that both know', () => idToken(byASecret(CLIENT_SECRET)), 'algorithm'],
    ['signed by another key under its name', () => idToken(another(provider)), 'signature'],
    ['signed by a key that it does not publish', () => idToken(another(provider, 'another key')), 'signature'],
    ['that is no token', () => (said: object) => ({ ...said, id_token: 'a.b.c' }), 'token'],
    ['that is nothing', () => (said: object) => ({ ...said, id_token: undefined }), 'token'],
    ['without the means to ask who it is', () => (said: object) => ({ ...said, access_token: undefined }), 'token'],
  ])('%s', async (_, lie, why) => {
    liar.lies = { token: lie() };
    await expectRefusal(() => signInAs(portal, CLAIRE), 'identity-unproven', why);
  });
});

describe('what the provider says of the person proves nobody', () => {
  test.each<[string, () => Lie, string]>([
    ['of another one', () => userinfo(itself(provider), { sub: 'hugo.lemaire' }), 'userinfo-subject'],
    ['of nobody', () => userinfo(itself(provider), { sub: undefined }), 'claims'],
    ['of another one, in clear', () => () => ({ sub: 'hugo.lemaire' }), 'userinfo-subject'],
    ['of somebody, in a list', () => () => [{ sub: CLAIRE }], 'userinfo'],
    ['signed by nobody', () => userinfo(nobody), 'algorithm'],
    ['signed by another key', () => userinfo(another(provider)), 'signature'],
    ['for another audience', () => userinfo(itself(provider), { aud: 'another portal' }), 'audience'],
    ['by another issuer', () => userinfo(itself(provider), { iss: 'https://evil.example' }), 'issuer'],
    ['as a page', () => () => new Says(200, '<h1>Claire</h1>', 'text/html'), 'userinfo'],
  ])('%s', async (_, lie, why) => {
    liar.lies = { userinfo: lie() };
    await expectRefusal(() => signInAs(portal, CLAIRE), 'identity-unproven', why);
  });
});

describe('a level', () => {
  const levels: [string, unknown][] = [
    ['lower', ACR.password],
    ['absent', undefined],
    ['a list of good ones', [ACR.twoFactors]],
    ['unknown', 'platinum'],
    ['a number', 2],
    ['of other capitals', ACR.twoFactors.toUpperCase()],
  ];

  test.each(levels)('that is asked, and is %s, lets nobody in', async (_, acr) => {
    liar.lies = { token: idToken(itself(provider), { acr }) };
    const strict = await anew({ requiredAcr: [ACR.twoFactors, ACR.substantial] });
    await expectRefusal(() => signInAs(strict, CLAIRE), 'identity-level-low');
  });

  test.each(levels)('that is not asked, and is %s, counts as one factor', async (_, acr) => {
    liar.lies = { token: idToken(itself(provider), { acr, amr: ['pwd', { hwk: true }, 'a b', 'x'.repeat(300)] }) };
    expect((await signInAs(portal, CLAIRE)).at).toBe('/');
    const session = await prisma().session.findFirstOrThrow({ orderBy: { createdAt: 'desc' } });
    expect(session).toMatchObject({ strength: 'single-factor', amr: 'pwd', acr: typeof acr === 'string' ? acr : null });
  });
});

describe('whoever comes back', () => {
  const arrive = async (as: string | null = CLAIRE) => {
    const { redirect, cookie } = await depart(portal);
    return { address: await new Traveller().go(redirect, as), cookie };
  };

  test('under a new name at the provider opens nothing: whoever was known there before is not', () =>
    expectRefusal(() => signInAs(portal, 'claire under a new name'), 'identity-unknown'));

  test('with the answer to somebody else’s question, or in another browser, does not come in', async () => {
    const [mine, theirs] = [await arrive(), await arrive()];
    await expectRefusal(() => comeBack(portal, theirs.address, mine.cookie), 'identity-interrupted');
    await expectRefusal(() => comeBack(portal, mine.address, ''), 'identity-interrupted');
  });

  test('twice comes in once', async () => {
    const { address, cookie } = await arrive();
    const first = await comeBack(portal, address, cookie);
    expect([first.at, first.cookie]).toEqual(['/', expect.stringContaining('session_token=')]);
    await expectRefusal(() => comeBack(portal, address, cookie), 'identity-interrupted');
  });

  test('twice at once comes in once at most', async () => {
    const { address, cookie } = await arrive();
    const ends = await Promise.all([comeBack(portal, address, cookie), comeBack(portal, address, cookie)]);
    expect(ends.filter((end) => end.cookie.includes('session_token=')).length).toBeLessThanOrEqual(1);
  });

  test.each([
    [
      'from another issuer',
      (url: URL) => url.searchParams.set('iss', 'https://evil.example'),
      'identity-unproven',
      'issuer',
    ],
    [
      'with a code that was never given',
      (url: URL) => url.searchParams.set('code', 'made up'),
      'identity-interrupted',
      undefined,
    ],
    ['without a code', (url: URL) => url.searchParams.delete('code'), 'identity-interrupted', undefined],
    ['without a state', (url: URL) => url.searchParams.delete('state'), 'identity-interrupted', undefined],
    [
      'with a state without end',
      (url: URL) => url.searchParams.set('state', 'x'.repeat(3_000)),
      'identity-interrupted',
      undefined,
    ],
    [
      'with a fault of the provider',
      (url: URL) => url.searchParams.set('error', 'server_error'),
      'identity-provider-away',
      undefined,
    ],
    [
      'with a level that it cannot give',
      (url: URL) => url.searchParams.set('error', 'unmet_authentication_requirements'),
      'identity-level-low',
      undefined,
    ],
    [
      'with words of somebody’s',
      (url: URL) => url.searchParams.set('error', '<script>'),
      'identity-interrupted',
      undefined,
    ],
  ])('%s does not come in', async (_, change, code, why) => {
    const { address, cookie } = await arrive();
    change(address);
    await expectRefusal(() => comeBack(portal, address, cookie), code, why);
  });

  test('having given up does not come in', async () => {
    const { address, cookie } = await arrive(null);
    await expectRefusal(() => comeBack(portal, address, cookie), 'identity-declined');
  });
});

describe('a provider that is away', () => {
  const page = () => new Says(200, '<h1>Maintenance</h1>', 'text/html');
  const faults: [string, () => unknown, string][] = [
    ['broken', () => new Says(500), ''],
    ['a page', page, ''],
    ['elsewhere', () => new Says(302, '', 'application/json', 'https://evil.example/'), 'silent'],
    ['endless', () => new Says(200, `"${'x'.repeat(300_000)}"`), 'silent'],
    ['silent', () => SILENT, 'silent'],
  ];

  test.each(faults)('by its document: %s', async (_, fault, why) => {
    const fresh = await anew({ answersMs: 500 });
    liar.lies = { document: fault };
    const before = await kept();
    const { status, body } = await fresh.post('/api/auth/sign-in/social').send({});
    expect([status, body.code, body.params]).toEqual([503, 'identity-provider-away', { why: why || 'document' }]);
    expect(await kept()).toEqual(before);
    // It is back: nothing is to be started again.
    liar.lies = {};
    expect((await signInAs(fresh, CLAIRE)).at).toBe('/');
  });

  test.each([
    ['states another issuer', { issuer: 'https://evil.example' }, 401, 'identity-unproven', 'issuer'],
    [
      'states our address in clear',
      { token_endpoint: 'ftp://evil.example/token' },
      503,
      'identity-provider-away',
      'document',
    ],
    [
      'signs with a shared secret only',
      { id_token_signing_alg_values_supported: ['HS256'] },
      401,
      'identity-unproven',
      'algorithm',
    ],
  ])('or whose document %s', async (_, change, status, code, why) => {
    const fresh = await anew();
    liar.lies = { document: (said: object) => ({ ...said, ...change }) };
    const answer = await fresh.post('/api/auth/sign-in/social').send({});
    expect([answer.status, answer.body.code, answer.body.params]).toEqual([status, code, { why }]);
  });

  test.each([
    ...faults.map(([name, fault, why]) => ['token', name, fault, why || (name === 'a page' ? '' : 'token')] as const),
    ...faults.map(([name, fault, why]) => ['userinfo', name, fault, why || 'userinfo'] as const),
    ...faults.map(([name, fault, why]) => ['keys', name, fault, why || 'document'] as const),
  ])('at its %s: %s', async (place, name, fault, why) => {
    const fresh = await anew({ answersMs: 500 });
    liar.lies = { [place]: fault };
    const isPage = name === 'a page' && place !== 'keys';
    await expectRefusal(
      () => signInAs(fresh, CLAIRE),
      isPage ? 'identity-unproven' : 'identity-provider-away',
      isPage && place === 'token' ? 'token' : why,
    );
  });

  test('because it does not know this portal', async () => {
    const fresh = await anew({ clientSecret: 'another secret' });
    await expectRefusal(() => signInAs(fresh, CLAIRE), 'identity-provider-away', 'client');
  });

  test('holds back nobody but those who come by it', async () => {
    liar.lies = { document: () => SILENT };
    const fresh = await anew({ answersMs: 60_000 });
    const order: string[] = [];
    const waiting = fresh
      .post('/api/auth/sign-in/social')
      .send({})
      .then(() => order.push('provider'));
    const { cookie = '' } = await portal.portal.as('hugo.lemaire');
    await fresh.get('/api/me').set('Cookie', cookie).expect(200);
    const password = { email: 'ines.caron@harmonie.example', password: 'Harmonie-2026!' };
    await fresh.post('/api/auth/sign-in/email').send(password).expect(200);
    order.push('others');
    await provider.hangUp();
    await waiting;
    expect(order).toEqual(['others', 'provider']);
  });
});
