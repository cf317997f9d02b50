import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import Provider, { type Configuration, type JWK } from 'oidc-provider';
import { memory } from './memory.ts';

/** What stands before the provider: it may answer in its place, or change what it answered. */
export type Middleware = Parameters<Provider['use']>[0];
type Exchange = Parameters<Middleware>[0];

/** Somebody that the provider knows, as it would describe them. */
export interface KnownPerson {
  readonly sub: string;
  readonly name: string;
  readonly email: string;
  /** The ministry's own number, where the provider says one. */
  readonly employeeNumber?: string;
  /** How they prove who they are there. */
  readonly acr?: string;
  readonly amr?: readonly string[];
}

export interface ProviderSettings {
  readonly people: readonly KnownPerson[];
  /** The portals that it answers to. */
  readonly portals: readonly string[];
  readonly algorithm?: 'RS256' | 'ES256';
  /** ProConnect signs what it says of people; others answer plain JSON. */
  readonly signsUserinfo?: boolean;
  readonly port?: number;
}

export interface IdentityProvider {
  readonly issuer: string;
  /** Everything it was asked to let in with, the last first: the parameters of the address. */
  readonly asked: Record<string, string>[];
  /** Its key: a test that lies in its name signs with it. */
  readonly key: { readonly kid: string; readonly alg: string; readonly privateKey: CryptoKey };
  use(middleware: Middleware): void;
  /** Ends whatever it was asked and has not answered. */
  hangUp(): void;
  close(): Promise<void>;
}

export const CLIENT_ID = 'harmonie';
export const CLIENT_SECRET = 'a secret that the provider and the portal share';
/** The levels that ProConnect names. */
export const ACR = {
  password: 'eidas1',
  twoFactors: 'https://proconnect.gouv.fr/assurance/consistency-checked-2fa',
  substantial: 'eidas2',
} as const;
const CLAIMS = ['email', 'given_name', 'usual_name', 'uid', 'siret', 'idp_id', 'employee_number'];

/**
 * A real identity provider that behaves as ProConnect does: PKCE asked of everyone, few parameters, levels (acr) asked by
 * the « claims » parameter, what it says of people signed. Its one page lists the people it knows: whoever sits there
 * chooses who they are.
 */
export async function openIdentityProvider(settings: ProviderSettings): Promise<IdentityProvider> {
  const { people, portals, algorithm = 'RS256', signsUserinfo = true, port = 0 } = settings;
  let provider: Provider | undefined;
  const server = createServer((request, response) => void provider?.callback()(request, response));
  server.listen(port, 'localhost');
  await once(server, 'listening');
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const kid = 'key-1';
  const jwk = { ...(await exportJWK(privateKey)), use: 'sig', alg: algorithm, kid } as JWK;
  const opened = new Provider(issuer, configuration({ people, portals, algorithm, signsUserinfo, jwk }));
  const asked: Record<string, string>[] = [];
  opened.use((ctx, next) => {
    if (ctx.path === '/auth') asked.unshift({ ...(ctx.query as Record<string, string>) });
    return ctx.path.startsWith('/interaction/') ? choose(opened, people, ctx) : next();
  });
  provider = opened;
  return {
    issuer,
    asked,
    key: { kid, alg: algorithm, privateKey },
    use: (middleware) => void opened.use(middleware),
    hangUp: () => server.closeAllConnections(),
    close: () => close(server),
  };
}

interface Configured extends Required<Pick<ProviderSettings, 'people' | 'portals' | 'algorithm' | 'signsUserinfo'>> {
  readonly jwk: JWK;
}

const configuration = ({ people, portals, algorithm, signsUserinfo, jwk }: Configured): Configuration => ({
  adapter: memory(),
  jwks: { keys: [jwk] },
  cookies: { keys: ['a key for the cookies of a provider that lives for a test'] },
  clients: [
    {
      client_id: CLIENT_ID,
      client_secret: CLIENT_SECRET,
      redirect_uris: portals.map((portal) => `${portal}/api/auth/callback/agent`),
      post_logout_redirect_uris: portals.map((portal) => `${portal}/sign-in`),
      token_endpoint_auth_method: 'client_secret_post',
      id_token_signed_response_alg: algorithm,
      ...(signsUserinfo && { userinfo_signed_response_alg: algorithm }),
    },
  ],
  acrValues: Object.values(ACR),
  scopes: ['openid', ...CLAIMS],
  claims: {
    openid: ['sub'],
    acr: null,
    amr: null,
    auth_time: null,
    ...Object.fromEntries(CLAIMS.map((c) => [c, [c]])),
  },
  enabledJWA: {
    idTokenSigningAlgValues: ['RS256', 'ES256'],
    userinfoSigningAlgValues: ['RS256', 'ES256'],
  },
  features: {
    devInteractions: { enabled: false },
    claimsParameter: { enabled: true },
    jwtUserinfo: { enabled: true },
    rpInitiatedLogout: {
      enabled: true,
      // Whoever comes with a token of ours is let out at once, as ProConnect does.
      logoutSource: (ctx, form) => {
        ctx.body = `<!doctype html><title>Sortie</title>${form}<input type="hidden" form="op.logoutForm" name="logout" value="yes"><script>document.forms[0].submit()</script>`;
      },
    },
  },
  pkce: { required: () => true },
  ttl: { AccessToken: 60, AuthorizationCode: 30, IdToken: 60, Interaction: 600, Grant: 600, Session: 600 },
  interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
  findAccount(_ctx, sub) {
    const person = people.find((known) => known.sub === sub);
    return person && { accountId: sub, claims: async () => claimsOf(person) };
  },
});

const claimsOf = ({ sub, name, email, employeeNumber }: KnownPerson) => {
  const [given_name = '', usual_name = ''] = name.split(' ');
  return {
    ...{ sub, email, given_name, usual_name, uid: sub, siret: '11001001300097', idp_id: 'provider-of-tests' },
    ...(employeeNumber !== undefined && { employee_number: employeeNumber }),
  };
};

/** The page where people say who they are, and what follows from it. */
async function choose(provider: Provider, people: readonly KnownPerson[], ctx: Exchange): Promise<void> {
  const { params } = await provider.interactionDetails(ctx.req, ctx.res);
  if (ctx.method === 'GET') {
    ctx.type = 'html';
    ctx.body = page(people);
    return;
  }
  const chosen = new URLSearchParams(ctx.querystring).get('as');
  const person = people.find(({ sub }) => sub === chosen);
  if (!person) {
    const declined = { error: 'access_denied', error_description: 'refused by whoever sat there' };
    return void ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, declined));
  }
  const grant = new provider.Grant({ accountId: person.sub, clientId: String(params.client_id) });
  grant.addOIDCScope(String(params.scope));
  grant.addOIDCClaims(['acr', 'amr', 'auth_time']);
  const login = { accountId: person.sub, acr: person.acr ?? ACR.twoFactors, amr: [...(person.amr ?? ['pwd', 'mfa'])] };
  const result = { login, consent: { grantId: await grant.save() } };
  ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result, { mergeWithLastSubmission: false }));
}

const page = (people: readonly KnownPerson[]): string => {
  const button = (value: string, label: string) =>
    `<form method="post" action="?as=${encodeURIComponent(value)}"><button>${label}</button></form>`;
  const buttons = people.map(({ sub, name }) => button(sub, name)).join('');
  return `<!doctype html><html lang="fr"><title>Identité</title><h1>Qui êtes-vous ?</h1>${buttons}${button('', 'Renoncer')}</html>`;
};

async function close(server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
}
