import { once } from 'node:events';
import { createServer } from 'node:http';
import supertest from 'supertest';
import { digestOf, newToken } from '#application/account/links/link-token.ts';
import type { LinkPurpose } from '#domain/account/link.ts';
import { insertLink } from '#prisma/repositories/account/links.ts';
import { ACR, CLIENT_ID, CLIENT_SECRET, type IdentityProvider } from '#testing/identity/provider.ts';
import { Traveller } from '#testing/identity/traveller.ts';
import { createApp } from '../app.ts';
import { createAuth } from '../auth/auth.ts';
import type { IdentityProviderSettings } from '../auth/plugins/oidc.ts';
import { createSessions } from '../auth/sessions.ts';
import { ORIGIN, type TestPortal } from './portal.ts';

/** What a portal is set up with to be answered by this provider. */
const settingsFor = (
  { issuer }: Pick<IdentityProvider, 'issuer'>,
  change: Partial<IdentityProviderSettings> = {},
): IdentityProviderSettings => ({
  ...{ issuer, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, label: 'ProConnect' },
  scopes: ['openid', 'given_name', 'usual_name', 'email', 'uid', 'siret', 'idp_id', 'employee_number'],
  ...{ requiredAcr: [], twoFactorAcr: [ACR.substantial, ACR.twoFactors], employeeNumberClaim: 'employee_number' },
  ...change,
});

/** A portal with an identity provider, for whoever comes as a stranger. */
export interface AnsweredPortal {
  get(address: string): supertest.Test;
  post(address: string): supertest.Test;
  readonly portal: TestPortal;
  close(): void;
}

/** The same portal, on the same database, set up with a provider. */
export async function answeredBy(
  portal: TestPortal,
  provider: Pick<IdentityProvider, 'issuer'>,
  { answersMs, ...change }: Partial<IdentityProviderSettings> & { readonly answersMs?: number } = {},
): Promise<AnsweredPortal> {
  const { database, log, secrets, factors, settings } = portal.dependencies;
  const auth = createAuth({
    ...{ database, baseUrl: ORIGIN, secret: 'a secret for tests, long enough to pass', factors, log },
    provider: { settings: settingsFor(provider, change), secrets, ...(answersMs && { answersMs }) },
  });
  const app = createApp({
    ...{ ...portal.dependencies, auth, sessions: createSessions(auth, database) },
    settings: { ...settings, providerLabel: 'ProConnect' },
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const call = (verb: 'get' | 'post') => (address: string) => supertest(server)[verb](address).set('Origin', ORIGIN);
  return {
    ...{ get: call('get'), post: call('post'), portal },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** How a sign-in by the provider ended. */
export interface Return {
  /** The page that it led to. */
  readonly at: string;
  /** The cookies that the portal gave, as a browser sends them back. */
  readonly cookie: string;
}

export interface Departure {
  /** The address of the provider that the portal leads to. */
  readonly redirect: string;
  readonly cookie: string;
}

/** Leaves the portal by its button. */
export async function depart(
  { post }: Pick<AnsweredPortal, 'post'>,
  asked: { readonly back?: string; readonly invitation?: string } = {},
): Promise<Departure> {
  const { body, headers } = await post('/api/auth/sign-in/social').send(asked).expect(200);
  return { redirect: body.redirect, cookie: cookiesIn(headers['set-cookie']) };
}

/** Comes back to the portal by the address that the provider gave. */
export async function comeBack({ get }: Pick<AnsweredPortal, 'get'>, address: URL, cookie: string): Promise<Return> {
  const { status, headers } = await get(`${address.pathname}${address.search}`).set('Cookie', cookie);
  if (status !== 302) throw new Error(`the portal says ${status} to whoever comes back`);
  return { at: String(headers.location), cookie: cookiesIn(headers['set-cookie']) };
}

/** Signs in by the provider as whoever it calls so; null: gives up there. */
export async function signInAs(
  portal: AnsweredPortal,
  sub: string | null,
  asked: Parameters<typeof depart>[1] = {},
): Promise<Return> {
  const { redirect, cookie } = await depart(portal, asked);
  return comeBack(portal, await new Traveller().go(redirect, sub), cookie);
}

interface InvitationOptions {
  readonly entered?: boolean;
  readonly agoMs?: number;
  readonly purpose?: LinkPurpose;
}

/** The token of an invitation to the account of this person, who waits for it or entered before. */
export async function invitationOf(
  { portal }: Pick<AnsweredPortal, 'portal'>,
  name: string,
  { entered = false, agoMs = 0, purpose = 'invitation' }: InvitationOptions = {},
): Promise<string> {
  const { prisma } = portal.dependencies.database;
  const where = { email: `${name}@harmonie.example` };
  const { id: userId } = await prisma.user.update({ where, data: { activatedAt: entered ? new Date() : null } });
  const token = newToken();
  const madeAt = new Date(Date.now() - agoMs);
  await insertLink(prisma, { digest: digestOf(token), purpose, userId, madeAt, livesMs: 3_600_000 });
  return token;
}

const cookiesIn = (set: unknown): string =>
  [set ?? []]
    .flat()
    .map((cookie) => String(cookie).split(';')[0])
    .join('; ');
