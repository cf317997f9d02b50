import { timingSafeEqual } from 'node:crypto';
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import { Refused } from './refused.ts';

/** The one account that may call the gateway by BASIC, which both Camunda clients speak. */
export interface Account {
  readonly user: string;
  readonly password: string;
}

/** Whose tokens are taken (OAuth 2.0 client credentials, as the Camunda clients do it). */
export interface TokenIssuer {
  /** Where the issuer publishes its public keys. */
  readonly jwksUrl: string;
  readonly audience: string;
  readonly issuer: string | null;
}

/** Who may call. Both null: anyone. */
export interface SignInSettings {
  readonly account: Account | null;
  readonly tokens: TokenIssuer | null;
}

/** Who calls: the account's user, the token's client or subject, or nobody in particular. */
export interface Caller {
  readonly name: string | null;
}

/** Never « none », never a shared secret: a public key must not become a password. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
/** Clocks of two machines differ. */
const CLOCK_TOLERANCE_S = 30;

/** Checks the Authorization header of every call of both protocols. */
export type SignIn = (header: string | undefined) => Promise<Caller>;

/**
 * Makes the gateway's door. It rejects with UNAUTHENTICATED, in words, or with UNAVAILABLE when the issuer's keys cannot
 * be had: a caller with a good token should try again.
 */
export function createSignIn({ account, tokens }: SignInSettings): SignIn {
  const anonymous: Caller = { name: null };
  if (account === null && tokens === null) return async () => anonymous;
  const verify = tokens === null ? null : tokenVerifier(tokens);
  const wanted = [account && 'a user and a password (BASIC)', tokens && 'a token (Bearer)']
    .filter(Boolean)
    .join(' or ');
  return async (header) => {
    const [scheme = '', given = ''] = (header ?? '').trim().split(/\s+/, 2);
    if (account !== null && scheme.toLowerCase() === 'basic' && isAccount(account, given))
      return { name: account.user };
    if (verify !== null && scheme.toLowerCase() === 'bearer') return { name: nameIn(await verify(given)) };
    throw new Refused('UNAUTHENTICATED', `Sign-in is needed: ${wanted}`);
  };
}

function isAccount({ user, password }: Account, given: string): boolean {
  const wanted = Buffer.from(`${user}:${password}`);
  const found = Buffer.from(given, 'base64');
  return found.length === wanted.length && timingSafeEqual(found, wanted);
}

function tokenVerifier({ jwksUrl, audience, issuer }: TokenIssuer): (token: string) => Promise<JWTPayload> {
  const keys = createRemoteJWKSet(new URL(jwksUrl), { timeoutDuration: 5_000 });
  const options = { audience, algorithms: ALGORITHMS, clockTolerance: CLOCK_TOLERANCE_S, requiredClaims: ['exp'] };
  return async (token) => {
    try {
      return (await jwtVerify(token, keys, issuer === null ? options : { ...options, issuer })).payload;
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw new Refused('UNAUTHENTICATED', 'The token has expired');
      if (isTokenFault(error)) throw new Refused('UNAUTHENTICATED', `The token is not valid: ${error.message}`);
      throw new Refused('UNAVAILABLE', `The keys that tokens are checked with cannot be had: ${messageOf(error)}`);
    }
  };
}

/** Anything else is the fetching of the keys, which is no fault of the caller's. */
function isTokenFault(error: unknown): error is errors.JOSEError {
  return error instanceof errors.JOSEError && error.code !== 'ERR_JWKS_TIMEOUT' && error.code !== 'ERR_JOSE_GENERIC';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function nameIn(claims: JWTPayload): string | null {
  const name = claims.azp ?? claims.client_id ?? claims.sub;
  return typeof name === 'string' ? name : null;
}
