import type { BetterAuthPlugin } from 'better-auth';
import { getOAuthState } from 'better-auth/api';
import {
  authorizationCodeRequest,
  createAuthorizationURL,
  getOAuth2Tokens,
  type OAuth2Tokens,
  type OAuthProvider,
} from 'better-auth/oauth2';
import type { Logger } from 'pino';
import { recogniseIdentity } from '#application/account/sign-in/recognise-identity.ts';
import { strengthOf } from '#domain/account/sign-in.ts';
import { DomainError } from '#domain/errors.ts';
import type { Database } from '#prisma/client.ts';
import type { OpenedAccount } from '#prisma/repositories/account/identities.ts';
import type { SecretValues } from '#prisma/secret-values.ts';
import { ANSWERS_MS, createAsk } from '../identity/ask.ts';
import { documentOf } from '../identity/document.ts';
import { type Asked, proveIdentity } from '../identity/proof.ts';
import { away, unproven } from '../identity/refusal.ts';
import { signInFacts } from '../sign-in-facts.ts';

/** The provider's name in better-auth's addresses: `/callback/agent` is registered at the provider. */
export const PROVIDER = 'agent';
/** Where the state of a sign-in keeps the digest of the invitation that was opened before it. */
export const INVITATION = 'invitation';

/** The identity provider that the operator named. */
export interface IdentityProviderSettings extends Asked {
  readonly clientSecret: string;
  /** What people know it by. */
  readonly label: string;
  readonly scopes: readonly string[];
  /** The levels that count as two factors. */
  readonly twoFactorAcr: readonly string[];
}

export interface IdentityOptions {
  readonly settings: IdentityProviderSettings;
  readonly database: Database;
  /** Seals what the provider signed, for when its owner signs out. */
  readonly secrets: SecretValues;
  readonly log: Logger;
  /** Of the Message-IDs of those who are notified. */
  readonly mailDomain: string;
  /** How long the provider is waited for, each time it is asked. */
  readonly answersMs?: number;
}

/**
 * An identity provider, asked as ProConnect is: better-auth keeps state, nonce and PKCE, finds the account and opens the
 * session; what the provider answers is proved here (docs/decisions/identity-provider-of-our-own.md).
 */
export function identityProvider(options: IdentityOptions): BetterAuthPlugin {
  const provider = providerOf(options);
  return {
    id: 'identity-provider',
    init: (context) => ({ context: { socialProviders: [provider, ...context.socialProviders] } }),
  };
}

function providerOf(options: IdentityOptions): OAuthProvider {
  const { settings, database, secrets, log, mailDomain, answersMs = ANSWERS_MS } = options;
  const { issuer, clientId, clientSecret, scopes } = settings;
  const ask = createAsk(answersMs);
  const document = documentOf(issuer, ask);
  const known = { clientId, clientSecret };

  /** Keeps why it was refused for the door to say, as better-auth only says that it was. */
  const orNothing = async <T>(work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      signInFacts().fault = error;
      log.warn({ part: 'identity-provider', code: error.code, ...error.params }, 'refused');
      return null;
    }
  };

  return {
    id: PROVIDER,
    name: settings.label,
    issuer,
    requiresIdTokenNonce: true,
    disableSignUp: true,
    accountSubject: ({ profile }) => (profile as OpenedAccount).key,
    async createAuthorizationURL({ state, codeVerifier, redirectURI, idTokenNonce }) {
      return createAuthorizationURL({
        ...{ id: PROVIDER, options: known, authorizationEndpoint: (await document()).authorization },
        ...{ state, codeVerifier, redirectURI, scopes: [...scopes], ...(idTokenNonce && { nonce: idTokenNonce }) },
        additionalParams: { claims: JSON.stringify({ id_token: { acr: levelAsked(settings), amr: null } }) },
      });
    },
    validateAuthorizationCode: ({ code, codeVerifier, redirectURI }) =>
      orNothing(async () => {
        const { token } = await document();
        const question = { code, redirectURI, options: known, tokenEndpoint: token };
        const { headers, body } = await authorizationCodeRequest({
          ...question,
          ...(codeVerifier && { codeVerifier }),
        });
        return tokensIn(await ask(token, { method: 'POST', headers, body }));
      }),
    getUserInfo: ({ idToken, accessToken, expectedIdTokenNonce: nonce }) =>
      orNothing(async () => {
        const proof = await proveIdentity({ idToken, accessToken, nonce }, await document(), settings, ask);
        const { identity, acr, amr } = proof;
        const invitation = (await getOAuthState())?.[INVITATION];
        const coming = { identity, invitation: typeof invitation === 'string' ? invitation : null, at: new Date() };
        const account = await recogniseIdentity({ database, mailDomain }, coming);
        const facts = signInFacts();
        const strength = strengthOf(acr, settings.twoFactorAcr);
        facts.signIn = { method: 'oidc', strength, issuer, ...(acr && { acr }), ...(amr && { amr }) };
        facts.idTokenSealed = secrets.seal(idToken ?? '', account.user.id);
        // better-auth finds the account by its key; what the provider says of an address is not looked at.
        return { user: { email: account.user.email, emailVerified: false }, data: account };
      }),
    /** Where to sign out there too; nowhere for a session that the provider did not answer for. */
    async createEndSessionURL({ postLogoutRedirectURI, state }) {
      const { idToken } = signInFacts();
      const { endSession } = idToken === undefined ? { endSession: null } : await document();
      if (!idToken || endSession === null) return null;
      const url = new URL(endSession);
      url.searchParams.set('id_token_hint', idToken);
      if (postLogoutRedirectURI) url.searchParams.set('post_logout_redirect_uri', postLogoutRedirectURI);
      if (state) url.searchParams.set('state', state);
      return url;
    },
  };
}

/** « essential »: the provider asks its people for it, or says that it cannot. */
const levelAsked = ({ requiredAcr, twoFactorAcr }: IdentityProviderSettings) =>
  requiredAcr.length > 0 ? { essential: true, values: requiredAcr } : { essential: false, values: twoFactorAcr };

/** What the provider gives for a code: of one that was used, or is late, nothing. */
function tokensIn({ status, text }: { readonly status: number; readonly text: string }): OAuth2Tokens {
  const said = recordIn(text);
  if (status === 200 && said) return getOAuth2Tokens(said);
  if (status === 400 && said?.error === 'invalid_grant') throw new DomainError('identity-interrupted');
  if (status === 401 || said?.error === 'invalid_client') throw away('client');
  throw status >= 500 ? away('token') : unproven('token');
}

function recordIn(text: string): Record<string, unknown> | null {
  try {
    const said: unknown = JSON.parse(text);
    return typeof said === 'object' && said !== null ? (said as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
