import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { traceOf } from '#prisma/testing/trace.ts';
import { ACR, type IdentityProvider, openIdentityProvider } from '#testing/identity/provider.ts';
import { Traveller } from '#testing/identity/traveller.ts';
import { aPortal, ORIGIN } from '../../testing/portal.ts';
import { type AnsweredPortal, answeredBy, comeBack, depart, invitationOf, signInAs } from '../../testing/provider.ts';

const NAMES = ['claire.agent', 'hugo.lemaire', 'ines.caron', 'karim.benali', 'sophie.signataire'];
const NOBODY = 'nobody here';

let provider: IdentityProvider;
let portal: AnsweredPortal;
beforeAll(async () => {
  provider = await openIdentityProvider({
    portals: [ORIGIN],
    people: [
      ...NAMES.map((sub) => ({ sub, name: sub, email: `${sub}@harmonie.example` })),
      { sub: 'karim.by-password', name: 'Karim Benali', email: 'karim.benali@harmonie.example', acr: ACR.password },
      { sub: NOBODY, name: 'Léa Fontaine', email: 'lea.fontaine@harmonie.example', employeeNumber: 'A-000' },
    ],
  });
  portal = await answeredBy(await aPortal(), provider);
});
afterAll(async () => {
  portal?.close();
  await portal?.portal.close();
  await provider?.close();
});

const prisma = () => portal.portal.dependencies.database.prisma;
const me = async (cookie: string) => {
  const { status, body } = await portal.get('/api/me').set('Cookie', cookie);
  return body.email ?? status;
};
/** Of whom the last sign-in by the provider made a session, and how it began. */
const lastSession = async () => {
  const session = await prisma().session.findFirstOrThrow({
    where: { method: 'oidc' },
    orderBy: { createdAt: 'desc' },
    include: { user: true },
  });
  const { strength, issuer, acr, amr, idTokenSealed, user } = session;
  return { who: user.email.split('@')[0], strength, issuer, acr, amr, idTokenSealed };
};

/** What the journal of sign-ins says last. */
const lastTry = () =>
  prisma().signInEvent.findFirst({
    orderBy: { id: 'desc' },
    select: { outcome: true, userId: true, method: true },
  });

describe('whoever was invited, and continues with the identity provider', () => {
  test('is linked by the invitation, and comes in by it alone from then on', async () => {
    const invitation = await invitationOf(portal, 'claire.agent');
    const first = await signInAs(portal, 'claire.agent', { invitation, back: '/requests?page=2' });
    expect([first.at, await me(first.cookie)]).toEqual(['/requests?page=2', 'claire.agent@harmonie.example']);
    expect((await signInAs(portal, 'claire.agent', { invitation })).at).toBe('/sign-in?refused=link-used');
    const again = await signInAs(portal, 'claire.agent');
    expect([again.at, await me(again.cookie)]).toEqual(['/', 'claire.agent@harmonie.example']);
    expect(await lastTry()).toMatchObject({ outcome: 'signed-in', userId: expect.any(String), method: 'oidc' });
    const trace = await traceOf(prisma(), await portal.portal.personId('claire.agent'));
    expect(trace.slice(-2)).toMatchObject([
      { verb: 'account.activate', payload: { by: 'invitation', method: 'oidc' } },
      { verb: 'identity.link', payload: { by: 'invitation', issuer: provider.issuer } },
    ]);
  });

  test('sends what ProConnect knows, and nothing else', async () => {
    await depart(portal);
    const { state, nonce, claims, ...asked } = provider.asked[0] ?? {};
    expect([state?.length, nonce?.length]).toEqual([32, 32]);
    expect(JSON.parse(claims ?? '')).toMatchObject({ id_token: { acr: { essential: false }, amr: null } });
    expect(asked).toEqual({
      ...{ response_type: 'code', client_id: 'harmonie', redirect_uri: `${ORIGIN}/api/auth/callback/agent` },
      ...{ scope: 'openid given_name usual_name email uid siret idp_id employee_number' },
      ...{ code_challenge_method: 'S256', code_challenge: expect.any(String) },
    });
  });
});

describe('a session that the provider answered for', () => {
  test('keeps the level and the means that were stated, and nothing in clear that could be used again', async () => {
    const invitation = await invitationOf(portal, 'hugo.lemaire');
    await signInAs(portal, 'hugo.lemaire', { invitation });
    const { idTokenSealed, ...kept } = await lastSession();
    expect(kept).toEqual({
      ...{ who: 'hugo.lemaire', strength: 'two-factor', issuer: provider.issuer },
      ...{ acr: ACR.twoFactors, amr: 'pwd mfa' },
    });
    expect(idTokenSealed).toMatch(/^v2\.[0-9a-f]{8}\.[\w-]+\.[\w-]+$/);
    const [tables] = await prisma().$queryRaw<[{ text: string }]>`
      select concat((select json_agg(a) from account a where provider_id = 'agent'), (select json_agg(v) from verification v),
                    (select json_agg(s) from session s), (select json_agg(l) from identity_link l)) as text`;
    expect(tables.text).toContain('hugo.lemaire');
    expect(tables.text).not.toMatch(/eyJ[\w-]+\.eyJ/);
    expect(portal.portal.logged.join('\n')).not.toMatch(/eyJ[\w-]+\.eyJ|hugo\.lemaire/);
  });

  test('is of one factor where the level stated is none of those that count as two', async () => {
    const invitation = await invitationOf(portal, 'karim.benali');
    await signInAs(portal, 'karim.by-password', { invitation });
    expect(await lastSession()).toMatchObject({ who: 'karim.benali', strength: 'single-factor', acr: ACR.password });
  });
});

describe('whoever signs out', () => {
  const signOut = async (cookie: string) => {
    const { status, body } = await portal.post('/api/auth/sign-out').set('Cookie', cookie).send({ state: 'theirs' });
    return [status, body.redirect];
  };

  test('of a session that the provider answered for is led there with what it signed, and back', async () => {
    const { cookie } = await signInAs(portal, 'claire.agent');
    const [status, redirect] = await signOut(cookie);
    const { origin, pathname, searchParams } = new URL(String(redirect));
    expect([status, origin, pathname, await me(cookie)]).toEqual([200, provider.issuer, '/session/end', 401]);
    expect(Object.fromEntries(searchParams)).toEqual({
      ...{ id_token_hint: expect.stringMatching(/^eyJ/), state: expect.stringMatching(/^[0-9a-f]{32}$/) },
      post_logout_redirect_uri: `${ORIGIN}/sign-in`,
    });
    expect((await fetch(String(redirect), { redirect: 'manual' })).status).toBe(200);
  });

  test('of one that began by a password, or of none, is led nowhere', async () => {
    const { cookie = '' } = await portal.portal.as('claire.agent');
    expect([await signOut(cookie), await me(cookie), await signOut('')]).toEqual([
      [200, undefined],
      401,
      [200, undefined],
    ]);
  });

  test('is led nowhere when what the provider signed does not open any more, and is signed out', async () => {
    const { cookie } = await signInAs(portal, 'claire.agent');
    await prisma().session.updateMany({ where: { method: 'oidc' }, data: { idTokenSealed: 'v2.00000000.a.b' } });
    expect([await signOut(cookie), await me(cookie)]).toEqual([[200, undefined], 401]);
  });
});

describe('an identity opens no account', () => {
  test('because its address, its name or its number is that of somebody here', async () => {
    const before = await prisma().account.count();
    const { at, cookie } = await signInAs(portal, NOBODY);
    expect([at, await me(cookie)]).toEqual(['/sign-in?refused=identity-unknown', 401]);
    expect(await lastTry()).toEqual({ outcome: 'identity-unknown', userId: null, method: null });
    expect(await prisma().account.count()).toBe(before);
  });

  test.each([
    ['of another number than whoever was invited', NOBODY, 'ines.caron', {}, 'identity-of-another'],
    ['when it opens another one', 'claire.agent', 'ines.caron', {}, 'identity-taken'],
    ['when another identity opens it', 'ines.caron', 'claire.agent', { entered: true }, 'identity-linked'],
    ['when the invitation is late', 'ines.caron', 'ines.caron', { agoMs: 3_600_000 }, 'link-late'],
    ['by a link that is for a password', 'ines.caron', 'ines.caron', { purpose: 'reset' }, 'identity-unknown'],
    [
      'of somebody who signs and entered before',
      'sophie.signataire',
      'sophie.signataire',
      { entered: true },
      'identity-takes-two',
    ],
  ] as const)('%s', async (_, sub, name, options, code) => {
    const before = await prisma().identityLink.count();
    const { at, cookie } = await signInAs(portal, sub, { invitation: await invitationOf(portal, name, options) });
    expect([at, cookie]).toEqual([`/sign-in?refused=${code}`, expect.not.stringContaining('session_token')]);
    expect(await prisma().identityLink.count()).toBe(before);
  });

  test('when two people use one at once, each with an invitation of their own: one of them does', async () => {
    const invitations = [await invitationOf(portal, 'ines.caron'), await invitationOf(portal, 'olivier.perrin')];
    const ends = await Promise.all(invitations.map((invitation) => signInAs(portal, 'ines.caron', { invitation })));
    expect(ends.map(({ at }) => at).sort()).toEqual(['/', '/sign-in?refused=identity-taken']);
  });

  test('that is closed or locked', async () => {
    const where = { email: 'claire.agent@harmonie.example' };
    for (const [column, code] of [
      ['closedAt', 'account-closed'],
      ['lockedAt', 'account-locked'],
    ] as const) {
      await prisma().user.update({ where, data: { [column]: new Date() } });
      expect((await signInAs(portal, 'claire.agent')).at).toBe(`/sign-in?refused=${code}`);
      await prisma().user.update({ where, data: { [column]: null } });
    }
  });

  test('by a row that no link stands behind, whoever writes it', async () => {
    const [user] = await prisma().user.findMany({ where: { email: 'lea.fontaine@harmonie.example' } });
    const row = { id: 'x', providerId: 'agent', accountId: `${provider.issuer} x`, userId: user?.id ?? '' };
    await expect(prisma().account.create({ data: row })).rejects.toThrow(/nobody linked that identity/);
    const kept = prisma().account.updateMany({ where: { providerId: 'agent' }, data: { idToken: 'a.b.c' } });
    await expect(kept).rejects.toThrow(/account_keeps_no_token/);
  });
});

describe('the door to the provider', () => {
  test('leads back to no other site', async () => {
    for (const back of ['https://evil.example/', '//evil.example', '/\\evil.example', '/%2f..', 7, { a: 1 }]) {
      const { redirect, cookie } = await depart(portal, { back: back as string });
      const end = await comeBack(portal, await new Traveller().go(redirect, 'claire.agent'), cookie);
      expect(end.at).toBe('/');
    }
  });

  test('opens no other way in: neither a token from elsewhere, nor another provider', async () => {
    for (const more of [{ idToken: { token: 'a.b.c' } }, { provider: 'google' }, { disableRedirect: false }]) {
      const { body } = await portal.post('/api/auth/sign-in/social').send(more).expect(200);
      expect(body.redirect).toMatch(new RegExp(`^${provider.issuer}/auth\\?`));
    }
    await portal.post('/api/auth/link-social').send({ provider: 'agent' }).expect(404);
    await portal.get('/api/auth/callback/google?code=x&state=y').expect(404);
  });

  test('leads whoever uses the other name of this machine to the one that the provider knows', async () => {
    const other = portal.post('/api/auth/sign-in/social').set('Origin', 'http://127.0.0.1:3000').send({});
    expect((await other).body).toEqual({ redirect: `${ORIGIN}/sign-in` });
  });
});

test.each([
  ['RS256', false],
  ['ES256', true],
  ['ES256', false],
] as const)('a provider that signs with %s, what it says of people too: %s', async (algorithm, signsUserinfo) => {
  const people = [{ sub: 'x', name: 'X', email: 'x@harmonie.example' }];
  const other = await openIdentityProvider({ portals: [ORIGIN], people, algorithm, signsUserinfo });
  const there = await answeredBy(portal.portal, other);
  try {
    const end = await signInAs(there, 'x', { invitation: await invitationOf(there, 'camille.roche') });
    expect([algorithm, signsUserinfo, end.at]).toEqual([algorithm, signsUserinfo, '/']);
  } finally {
    there.close();
    await other.close();
  }
});

test('whoever signs works at once by a level that counts as two factors, and not by one that counts as one', async () => {
  await signInAs(portal, 'sophie.signataire', { invitation: await invitationOf(portal, 'sophie.signataire') });
  const surely = await signInAs(portal, 'sophie.signataire');
  await portal.get('/api/tasks').set('Cookie', surely.cookie).expect(200);
  const weakly = await answeredBy(portal.portal, provider, { twoFactorAcr: ['another level'] });
  const { cookie } = await signInAs(weakly, 'sophie.signataire');
  weakly.close();
  const { status, body } = await portal.get('/api/tasks').set('Cookie', cookie);
  expect([status, body.code]).toEqual([403, 'second-factor-required']);
});
